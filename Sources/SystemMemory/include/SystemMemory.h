// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SYSTEM_MEMORY_H
#define SYSTEM_MEMORY_H

#include <stddef.h>

/// Takes memory for a large piece of work at once, in large pages where the system has them, and keeps
/// what is freed. Where the system does not give so much, all is as it was. Only the first call
/// counts, which the only thread there is has to make: 0 for a small piece of work.
///
/// The system clears each page as it is first touched, and glibc gives large blocks back to it and
/// takes them again ("Tunable parameters for malloc", chapter 3.2.3.9 of its manual).
void system_memory_expect(size_t bytes);

#endif
