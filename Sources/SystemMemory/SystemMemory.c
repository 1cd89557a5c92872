// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "SystemMemory.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <limits.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void system_memory_expect(size_t bytes) {
  static int is_called;
  if (is_called) return;
  is_called = 1;
  if (bytes == 0) return;
  if (bytes > 1u << 30) bytes = 1u << 30;
  uintptr_t start = (uintptr_t)sbrk(0);
  // Where there is not so much, glibc would take what it can get from elsewhere.
  const intptr_t all = (intptr_t)bytes + (4 << 20);
  if (start == UINTPTR_MAX || sbrk(all) == (void *)-1) return;
  sbrk(-all);
  if (!mallopt(M_MMAP_THRESHOLD, 1 << 30) || !mallopt(M_TOP_PAD, (int)bytes)) return;
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  // What does not fit in what there is takes the rest with it.
  void *block = NULL;
  int failure = posix_memalign(&block, 16, 1 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
  if (failure) return;
  free(block);
  const uintptr_t page = 1u << 21;
  uintptr_t first = (start + page - 1) / page * page, end = (uintptr_t)sbrk(0) / page * page;
  if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
}
#else
void system_memory_expect(size_t bytes) { (void)bytes; }
#endif
