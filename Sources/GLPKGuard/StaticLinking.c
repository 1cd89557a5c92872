// SPDX-License-Identifier: GPL-3.0-or-later
//
// GLPK's table drivers load ODBC and MySQL through libltdl, of which Debian has no static library.
// dcopt never uses those drivers. In a static build these definitions stand in for it, and every
// load fails; in a dynamic build libglpk brings the real ones.
#ifdef DCOPT_STATIC
int lt_dlinit(void) { return 1; }
int lt_dlexit(void) { return 0; }
void *lt_dlopen(const char *name) { return (void)name, (void *)0; }
void *lt_dlsym(void *handle, const char *name) { return (void)handle, (void)name, (void *)0; }
int lt_dlclose(void *handle) { return (void)handle, 0; }
const char *lt_dlerror(void) { return "no libltdl in a static build"; }
#else
typedef int not_empty;
#endif
