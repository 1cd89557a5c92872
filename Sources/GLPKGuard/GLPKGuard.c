// SPDX-License-Identifier: GPL-3.0-or-later
#include "GLPKGuard.h"

#include "GuardInternal.h"

#include <float.h>
#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <time.h>

static volatile sig_atomic_t interrupted = 0;

void guard_interrupt(void) { interrupted = 1; }
void guard_resume(void) { interrupted = 0; }
int guard_is_interrupted(void) { return interrupted; }

int guard_collect(void *info, const char *text) {
  guard_context *context = info;
  if (context->watch && context->watch->say) {
    context->watch->say(context->watch->info, text);
    // The reason of an abort is in the last two pieces, the second being where in GLPK it was.
    if (strncmp(text, "Error detected", 14) != 0) context->used = 0;
  }
  for (; *text; text++) {
    char c = *text == '\n' ? ' ' : *text;
    if (context->used + 1 < context->room) context->message[context->used++] = c;
  }
  context->message[context->used] = 0;
  return 1;
}

void guard_leave(void *info) { longjmp(((guard_context *)info)->escape, 1); }

int guard_bound_type(double lower, double upper) {
  int has_lower = lower > -DBL_MAX, has_upper = upper < DBL_MAX;
  if (has_lower && has_upper) return lower == upper ? GLP_FX : GLP_DB;
  return has_lower ? GLP_LO : has_upper ? GLP_UP : GLP_FR;
}

// GLPK measures reduced costs against absolute tolerances: let the largest cost be about 1. A power
// of two, so that no digit changes.
static double cost_scale(const guard_problem *p) {
  double largest = 0;
  for (int j = 0; j < p->columns; j++) largest = fmax(largest, fabs(p->cost[j]));
  if (largest == 0) return 1;
  int exponent;
  frexp(largest, &exponent);
  return exponent < -900 || exponent > 900 ? 1 : ldexp(1, -exponent);
}

void guard_load(glp_prob *lp, const guard_problem *p, const guard_options *options) {
  double scale = cost_scale(p);
  if (p->name) glp_set_prob_name(lp, p->name);
  glp_set_obj_dir(lp, p->maximize ? GLP_MAX : GLP_MIN);
  if (p->rows > 0) glp_add_rows(lp, p->rows);
  if (p->columns > 0) glp_add_cols(lp, p->columns);
  for (int i = 0; i < p->rows; i++)
    glp_set_row_bnds(lp, i + 1, guard_bound_type(p->row_lower[i], p->row_upper[i]), p->row_lower[i],
                     p->row_upper[i]);
  int longest = 0;
  for (int j = 0; j < p->columns; j++) {
    int length = p->column_start[j + 1] - p->column_start[j];
    if (length > longest) longest = length;
  }
  int *index = glp_alloc(longest + 1, sizeof(int));
  for (int j = 0; j < p->columns; j++) {
    int start = p->column_start[j], length = p->column_start[j + 1] - start;
    for (int k = 0; k < length; k++) index[k + 1] = p->row_index[start + k] + 1;
    // GLPK reads from place 1 on.
    glp_set_mat_col(lp, j + 1, length, index, p->value + start - 1);
    glp_set_col_bnds(lp, j + 1, guard_bound_type(p->column_lower[j], p->column_upper[j]),
                     p->column_lower[j], p->column_upper[j]);
    glp_set_obj_coef(lp, j + 1, options->zero_cost ? 0.0 : scale * p->cost[j]);
  }
  glp_free(index);
}

static void set_start(glp_prob *lp, const guard_problem *p, const guard_options *options,
                      const guard_result *result) {
  if (options->start == GUARD_START_STANDARD) {
    glp_std_basis(lp);
    return;
  }
  if (options->start == GUARD_START_ADVANCED) {
    glp_adv_basis(lp, 0);
    return;
  }
  for (int i = 0; i < p->rows; i++) glp_set_row_stat(lp, i + 1, result->row_status[i]);
  for (int j = 0; j < p->columns; j++) glp_set_col_stat(lp, j + 1, result->column_status[j]);
  if (glp_factorize(lp) != 0) glp_adv_basis(lp, 0);
}

static void read_vertex(glp_prob *lp, const guard_problem *p, guard_result *result) {
  for (int i = 0; i < p->rows; i++) result->row_status[i] = glp_get_row_stat(lp, i + 1);
  for (int j = 0; j < p->columns; j++) {
    result->column_status[j] = glp_get_col_stat(lp, j + 1);
    result->column_value[j] = glp_get_col_prim(lp, j + 1);
  }
  result->objective = glp_get_obj_val(lp) / cost_scale(p);
  result->iterations = glp_get_it_cnt(lp);
}

double guard_now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec * 1e-6;
}

// Iterations between two looks at the interrupt. They are counted and not timed, so that the same
// program takes the same path on every machine. With presolve off, GLPK keeps its basis.
static int iterations_a_chunk(const guard_problem *p) {
  double work = (double)p->rows + p->columns;
  double count = 4e7 / (work + 1);
  return count < 300 ? 300 : count > 20000 ? 20000 : (int)count;
}

static int message_level(const guard_options *options) {
  return options->watch && options->watch->say ? GLP_MSG_ALL : GLP_MSG_OFF;
}

static void pass(const guard_options *options, int pivots, double objective) {
  const guard_watch *watch = options->watch;
  if (watch && watch->pass) watch->pass(watch->info, pivots, objective);
}

static int run_simplex(glp_prob *lp, const guard_problem *p, const guard_options *options) {
  glp_smcp control;
  glp_init_smcp(&control);
  control.msg_lev = message_level(options);
  control.meth = options->method == GUARD_PRIMAL ? GLP_PRIMAL : GLP_DUALP;
  if (options->flip && options->method == GUARD_DUAL) control.r_test = GLP_RT_FLIP;
  if (options->dual_tolerance > 0) control.tol_dj = options->dual_tolerance;
  if (options->primal_tolerance > 0) control.tol_bnd = options->primal_tolerance;
  double end = guard_now_ms() + options->time_limit_ms;
  int limit = options->iteration_limit > 0 ? options->iteration_limit : INT_MAX;
  int code, status;
  do {
    double left = end - guard_now_ms();
    int done = glp_get_it_cnt(lp), chunk = iterations_a_chunk(p);
    control.it_lim = chunk < limit - done ? chunk : limit - done;
    control.tm_lim = options->time_limit_ms == INT_MAX ? INT_MAX : left > 0 ? (int)left : 0;
    code = glp_simplex(lp, &control);
    status = glp_get_status(lp);
    pass(options, glp_get_it_cnt(lp), glp_get_obj_val(lp) / cost_scale(p));
    // The dual method gave way to the primal one: go on with that.
    if (status == GLP_FEAS) {
      control.meth = GLP_PRIMAL;
      control.r_test = GLP_RT_HAR;
    }
  } while (code == GLP_EITLIM && glp_get_it_cnt(lp) < limit && !interrupted);
  if (code == GLP_ETMLIM || code == GLP_EITLIM)
    return status == GLP_FEAS ? GUARD_STOPPED_FEASIBLE : GUARD_STOPPED;
  if (code != 0) return GUARD_UNDECIDED;
  switch (status) {
  case GLP_OPT: return GUARD_OPTIMAL;
  case GLP_NOFEAS: return GUARD_INFEASIBLE;
  case GLP_UNBND: return GUARD_UNBOUNDED;
  default: return GUARD_UNDECIDED;
  }
}

void guard_solve(const guard_problem *problem, const guard_options *options, guard_result *result) {
  guard_context context = {
      .message = result->message, .room = sizeof result->message, .watch = options->watch};
  result->message[0] = 0;
  if (setjmp(context.escape)) {
    // The problem object is lost with the environment, whatever state it was in.
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    glp_free_env();
    result->outcome = GUARD_ABORTED;
    return;
  }
  glp_term_hook(guard_collect, &context);
  glp_error_hook(guard_leave, &context);
  glp_term_out(message_level(options) == GLP_MSG_OFF ? GLP_OFF : GLP_ON);
  if (options->memory_limit_mb > 0) glp_mem_limit(options->memory_limit_mb);
  glp_prob *lp = glp_create_prob();
  guard_load(lp, problem, options);
  double scale = cost_scale(problem);
  if (message_level(options) != GLP_MSG_OFF && scale != 1)
    glp_printf("Costs times %.*g, so that the largest is about 1\n", DBL_DECIMAL_DIG, scale);
  if (!options->no_scaling) glp_scale_prob(lp, GLP_SF_AUTO);
  set_start(lp, problem, options, result);
  result->outcome = run_simplex(lp, problem, options);
  read_vertex(lp, problem, result);
  glp_delete_prob(lp);
  glp_error_hook(NULL, NULL);
  glp_term_hook(NULL, NULL);
  glp_free_env();
}

const char *guard_version(void) { return glp_version(); }
