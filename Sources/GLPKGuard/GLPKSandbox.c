// SPDX-License-Identifier: GPL-3.0-or-later
//
// A MathProg model is a program, and GLPK's translator was not written for hostile ones: it formats
// into buffers of fixed size, opens any file and takes any amount of memory. So it runs in a child
// process that has its text on standard input, a pipe for what it found, and nothing else: no other
// descriptor, no file, no other process, 1 GB of memory and a minute of processor time.
#define _GNU_SOURCE
#include "GLPKModel.h"

#include "GuardInternal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/syscall.h>
#define HAS_FILTER 1
#endif

#define MEMORY_MB 1024

// What the child writes before the arrays.
typedef struct {
  int code;
  int rows, columns, nonzeros, maximize;
  long name_bytes;
  double constant;
  char message[sizeof((guard_model *)0)->message];
} head;

// MARK: - The child

#ifdef HAS_FILTER
#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif
#define FIELD(name) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, name))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define ALLOW_CALL(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1), ALLOW
// A file may be opened to be read, where the third argument says so.
#define ALLOW_READING(number)                                                                      \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 4), FIELD(args[2]),                               \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_ACCMODE | O_CREAT | O_TRUNC, 0, 1), REFUSE, ALLOW

// The calls that memory, arithmetic and the two descriptors take; all others are refused
// (seccomp(2): the filter holds for the process until it ends).
static int forbid_calls(int may_read_tables) {
  struct sock_filter closed[] = {
      FIELD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
      REFUSE,
      FIELD(nr),
      ALLOW_CALL(SYS_read),
      ALLOW_CALL(SYS_write),
      ALLOW_CALL(SYS_close),
      ALLOW_CALL(SYS_lseek),
      ALLOW_CALL(SYS_fstat),
      ALLOW_CALL(SYS_newfstatat),
      ALLOW_CALL(SYS_brk),
      ALLOW_CALL(SYS_mmap),
      ALLOW_CALL(SYS_munmap),
      ALLOW_CALL(SYS_mremap),
      ALLOW_CALL(SYS_mprotect),
      ALLOW_CALL(SYS_madvise),
      ALLOW_CALL(SYS_futex),
      ALLOW_CALL(SYS_getrandom),
      ALLOW_CALL(SYS_clock_gettime),
      ALLOW_CALL(SYS_gettimeofday),
      ALLOW_CALL(SYS_rt_sigprocmask),
      ALLOW_CALL(SYS_rt_sigreturn),
      ALLOW_CALL(SYS_getpid),
      ALLOW_CALL(SYS_gettid),
      ALLOW_CALL(SYS_tgkill),
      ALLOW_CALL(SYS_exit),
      ALLOW_CALL(SYS_exit_group),
      REFUSE,
  };
  struct sock_filter reading[] = {
      FIELD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
      REFUSE,
      FIELD(nr),
      ALLOW_READING(SYS_openat),
      // What was loaded last may be an argument.
      FIELD(nr),
  };
  size_t closed_count = sizeof closed / sizeof *closed;
  size_t reading_count = may_read_tables ? sizeof reading / sizeof *reading : 4;
  struct sock_filter all[sizeof closed / sizeof *closed + sizeof reading / sizeof *reading];
  memcpy(all, reading, reading_count * sizeof *all);
  memcpy(all + reading_count, closed + 4, (closed_count - 4) * sizeof *all);
  struct sock_fprog program = {.len = (unsigned short)(reading_count + closed_count - 4),
                               .filter = all};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
#endif

static void limit(int resource, rlim_t value) {
  struct rlimit both = {.rlim_cur = value, .rlim_max = value};
  setrlimit(resource, &both);
}

// The pages that the process has reserved already.
static unsigned long reserved_pages(void) {
  unsigned long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file) return 1ul << 20;
  if (fscanf(file, "%lu", &pages) != 1) pages = 1ul << 20;
  fclose(file);
  return pages;
}

static void close_from(int first) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, ~0u, 0) == 0) return;
#endif
  long most = sysconf(_SC_OPEN_MAX);
  for (int k = first; k < (most > 0 && most < 65536 ? most : 65536); k++) close(k);
}

// Leaves the text on descriptor 0 and the pipe on 3, and gives everything else up.
static void shut(int text, int result, int may_read_tables, int seconds) {
  // The handlers of the parent, Swift's tracer of crashes among them, are no use here.
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  unsigned long pages = reserved_pages();
  int nothing = open("/dev/null", O_RDWR);
  // First out of the way of the places that they are to have.
  text = fcntl(text, F_DUPFD, 10);
  result = fcntl(result, F_DUPFD, 10);
  nothing = fcntl(nothing, F_DUPFD, 10);
  if (text < 0 || result < 0 || nothing < 0) _exit(2);
  dup2(text, 0);
  dup2(nothing, 1);
  dup2(nothing, 2);
  dup2(result, 3);
  close_from(4);
  __fpurge(stdin);
  clearerr(stdin);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NPROC, 0);
  // GLPK's own count of its memory comes first: it can say so.
  limit(RLIMIT_AS, (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + MEMORY_MB * (rlim_t)1258291);
  // The kernel says why it ends a process only below the harder limit.
  struct rlimit processor = {.rlim_cur = (rlim_t)seconds, .rlim_max = (rlim_t)seconds + 5};
  setrlimit(RLIMIT_CPU, &processor);
  // No descriptor beyond those that are open: where the kernel has no filter, this alone keeps all
  // files shut.
  limit(RLIMIT_NOFILE, may_read_tables ? 16 : 0);
#ifdef HAS_FILTER
  forbid_calls(may_read_tables);
#endif
}

static void put(const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t written = write(3, next, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) _exit(2);
    next += written;
    count -= (size_t)written;
  }
}

static void translate_and_exit(void) {
  static guard_model model;
  static head first;
  first.code = guard_translate("/dev/stdin", MEMORY_MB, &model);
  first.rows = model.rows;
  first.columns = model.columns;
  first.nonzeros = model.nonzeros;
  first.maximize = model.maximize;
  first.name_bytes = model.name_bytes;
  first.constant = model.constant;
  memcpy(first.message, model.message, sizeof first.message);
  put(&first, sizeof first);
  if (first.code == 0) {
    size_t rows = (size_t)model.rows, columns = (size_t)model.columns;
    size_t nonzeros = (size_t)model.nonzeros;
    put(model.row_lower, rows * sizeof(double));
    put(model.row_upper, rows * sizeof(double));
    put(model.column_lower, columns * sizeof(double));
    put(model.column_upper, columns * sizeof(double));
    put(model.cost, columns * sizeof(double));
    put(model.is_integer, columns);
    put(model.column_start, (columns + 1) * sizeof(int));
    put(model.row_index, nonzeros * sizeof(int));
    put(model.value, nonzeros * sizeof(double));
    put(model.names, (size_t)model.name_bytes);
  }
  _exit(0);
}

// MARK: - The parent

// The end of the pipe, and the time by which all must have come from it.
typedef struct {
  int descriptor;
  double end_ms; // infinite: none
  int is_late;
} source;

// Whether something comes, be it the end, in time.
static int awaits(source *result) {
  if (result->end_ms == HUGE_VAL) return 1;
  struct pollfd look = {.fd = result->descriptor, .events = POLLIN};
  double left = result->end_ms - guard_now_ms();
  int found = poll(&look, 1, left > 0 ? (int)left + 1 : 0);
  if (found == 0 && guard_now_ms() >= result->end_ms) result->is_late = 1;
  return found > 0;
}

// So many bytes; 0 where the child ended, or the time did, before them.
static int get(source *result, void *bytes, size_t count) {
  char *next = bytes;
  while (count > 0) {
    if (!awaits(result)) {
      if (result->is_late) return 0;
      continue;
    }
    ssize_t got = read(result->descriptor, next, count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    next += got;
    count -= (size_t)got;
  }
  return 1;
}

static void *get_array(source *result, size_t count, size_t size, int *is_whole) {
  void *memory = calloc(count + 1, size);
  if (!memory || !*is_whole || !get(result, memory, count * size)) *is_whole = 0;
  return memory;
}

// Whether the arrays are what their readers count on: the child may have been made to write anything.
static int is_sound(const guard_model *m) {
  if (m->column_start[0] != 0 || m->column_start[m->columns] != m->nonzeros) return 0;
  for (int j = 0; j < m->columns; j++)
    if (m->column_start[j] > m->column_start[j + 1]) return 0;
  for (int k = 0; k < m->nonzeros; k++)
    if (m->row_index[k] < 0 || m->row_index[k] >= m->rows) return 0;
  long names = 0;
  for (long k = 0; k < m->name_bytes; k++) names += m->names[k] == 0;
  return names == 2l + m->rows + m->columns && m->names[m->name_bytes - 1] == 0;
}

static int receive(source *result, guard_model *m) {
  head first;
  if (!get(result, &first, sizeof first)) return 2;
  first.message[sizeof first.message - 1] = 0;
  memcpy(m->message, first.message, sizeof m->message);
  if (first.code != 0) return 1;
  if (first.rows < 0 || first.columns < 0 || first.nonzeros < 0 || first.name_bytes < 2 ||
      first.name_bytes > 1l << 32)
    return 2;
  m->rows = first.rows;
  m->columns = first.columns;
  m->nonzeros = first.nonzeros;
  m->maximize = first.maximize;
  m->constant = first.constant;
  m->name_bytes = first.name_bytes;
  size_t rows = (size_t)m->rows, columns = (size_t)m->columns, nonzeros = (size_t)m->nonzeros;
  int is_whole = 1;
  m->row_lower = get_array(result, rows, sizeof(double), &is_whole);
  m->row_upper = get_array(result, rows, sizeof(double), &is_whole);
  m->column_lower = get_array(result, columns, sizeof(double), &is_whole);
  m->column_upper = get_array(result, columns, sizeof(double), &is_whole);
  m->cost = get_array(result, columns, sizeof(double), &is_whole);
  m->is_integer = get_array(result, columns, 1, &is_whole);
  m->column_start = get_array(result, columns + 1, sizeof(int), &is_whole);
  m->row_index = get_array(result, nonzeros, sizeof(int), &is_whole);
  m->value = get_array(result, nonzeros, sizeof(double), &is_whole);
  m->names = get_array(result, (size_t)m->name_bytes, 1, &is_whole);
  if (is_whole && is_sound(m)) return 0;
  guard_free_model(m);
  return 2;
}

// Why a child that said nothing ended.
static void say_end(int status, int is_late, int seconds, guard_model *model) {
  int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (is_late) {
    snprintf(model->message, sizeof model->message,
             "the model is not translated within the time limit");
  } else if (number == SIGXCPU) {
    snprintf(model->message, sizeof model->message,
             "the model takes more than %d s of processor time to be translated", seconds);
  } else {
    snprintf(model->message, sizeof model->message,
             "GLPK broke off while it translated the model (%s %d): nothing of it is used",
             number ? "signal" : "exit", number ? number : WEXITSTATUS(status));
  }
}

static int spawn(
    int text, int may_read_tables, int seconds, int patience_ms, guard_model *model) {
  int ends[2];
  double end = patience_ms == INT_MAX ? HUGE_VAL : guard_now_ms() + patience_ms;
  if (pipe(ends) != 0) return 2;
  pid_t child = fork();
  if (child == 0) {
    shut(text, ends[1], may_read_tables, seconds);
    translate_and_exit();
  }
  close(ends[1]);
  source result = {.descriptor = ends[0], .end_ms = end};
  int code = child < 0 ? 2 : receive(&result, model);
  close(ends[0]);
  int status = 0;
  if (child < 0) {
    snprintf(model->message, sizeof model->message, "no process can be started to translate it");
  } else {
    if (code == 2) kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (code == 2) say_end(status, result.is_late, seconds, model);
  }
  return code;
}

int guard_read_model(
    const char *text, size_t length, int may_read_tables, int seconds, int patience_ms,
    guard_model *model) {
  memset(model, 0, sizeof *model);
  int file = memfd_create("model", MFD_CLOEXEC);
  int is_written = file >= 0;
  for (size_t done = 0; is_written && done < length;) {
    ssize_t written = write(file, text + done, length - done);
    if (written > 0) done += (size_t)written;
    else is_written = written < 0 && errno == EINTR;
  }
  int code = 2;
  if (is_written && lseek(file, 0, SEEK_SET) == 0) {
    code = spawn(file, may_read_tables, seconds, patience_ms, model);
  } else {
    snprintf(model->message, sizeof model->message, "there is no memory to translate it");
  }
  if (file >= 0) close(file);
  return code;
}
