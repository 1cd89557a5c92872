// SPDX-License-Identifier: GPL-3.0-or-later
#include "GLPKSession.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "GuardInternal.h"

enum { CHUNK = 1000 };
enum request { IDLE, OPEN, SOLVE, CLOSE };

struct guard_session {
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  enum request request;
  glp_prob *lp; ///< NULL after an abort
  int rows, columns;
  double *cost; ///< as stated; GLPK's are these times a power of two
  const guard_problem *problem;
  int memory_limit_mb;
  const guard_step *step;
  guard_result *result;
};

// GLPK measures reduced costs against absolute tolerances: let the largest cost be about 1. A power
// of two, so that no digit changes.
static void set_costs(guard_session *s) {
  double largest = 0;
  for (int j = 0; j < s->columns; j++) largest = fmax(largest, fabs(s->cost[j]));
  int exponent = 0;
  if (largest > 0) frexp(largest, &exponent);
  double scale = abs(exponent) > 900 ? 1 : ldexp(1, -exponent);
  for (int j = 0; j < s->columns; j++) glp_set_obj_coef(s->lp, j + 1, scale * s->cost[j]);
}

static void open_problem(guard_session *s) {
  guard_options options = {.method = GUARD_DUAL, .time_limit_ms = INT_MAX};
  glp_term_out(GLP_OFF);
  if (s->memory_limit_mb > 0) glp_mem_limit(s->memory_limit_mb);
  s->lp = glp_create_prob();
  guard_load(s->lp, s->problem, &options);
  set_costs(s);
  glp_scale_prob(s->lp, GLP_SF_AUTO);
  glp_adv_basis(s->lp, 0);
}

static void apply(guard_session *s, const guard_step *step, const guard_result *result) {
  for (int k = 0; k < step->row_count; k++)
    glp_set_row_bnds(s->lp, step->row[k] + 1,
                     guard_bound_type(step->row_lower[k], step->row_upper[k]), step->row_lower[k],
                     step->row_upper[k]);
  for (int k = 0; k < step->column_count; k++)
    glp_set_col_bnds(s->lp, step->column[k] + 1,
                     guard_bound_type(step->column_lower[k], step->column_upper[k]),
                     step->column_lower[k], step->column_upper[k]);
  for (int k = 0; k < step->cost_count; k++) s->cost[step->cost_column[k]] = step->cost[k];
  if (step->cost_count > 0) set_costs(s);
  if (step->start_is_given) {
    for (int i = 0; i < s->rows; i++) glp_set_row_stat(s->lp, i + 1, result->row_status[i]);
    for (int j = 0; j < s->columns; j++) glp_set_col_stat(s->lp, j + 1, result->column_status[j]);
  }
  // A basis that is singular by now is no start.
  if (!glp_bf_exists(s->lp) && glp_factorize(s->lp) != 0) glp_adv_basis(s->lp, 0);
}

static int outcome(int code, int status) {
  if (code == GLP_EITLIM || code == GLP_ETMLIM) return status == GLP_FEAS ? GUARD_STOPPED_FEASIBLE : GUARD_STOPPED;
  if (code != 0) return GUARD_UNDECIDED;
  switch (status) {
  case GLP_OPT: return GUARD_OPTIMAL;
  case GLP_NOFEAS: return GUARD_INFEASIBLE;
  case GLP_UNBND: return GUARD_UNBOUNDED;
  default: return GUARD_UNDECIDED;
  }
}

static void solve_problem(guard_session *s, const guard_step *step, guard_result *result) {
  apply(s, step, result);
  glp_smcp control;
  glp_init_smcp(&control);
  control.msg_lev = GLP_MSG_OFF;
  control.meth = step->method == GUARD_PRIMAL ? GLP_PRIMAL : GLP_DUALP;
  control.tol_dj = 1e-9;
  int limit = step->iteration_limit > 0 ? step->iteration_limit : INT_MAX;
  int first = glp_get_it_cnt(s->lp), done = 0;
  // In chunks, counted and not timed, between two looks at the interrupt.
  result->outcome = GUARD_STOPPED;
  double end = guard_now_ms() + step->time_limit_ms;
  while (done < limit && !guard_is_interrupted()) {
    double left = end - guard_now_ms();
    if (step->time_limit_ms != INT_MAX && left <= 0) break;
    control.it_lim = limit - done < CHUNK ? limit - done : CHUNK;
    control.tm_lim = step->time_limit_ms == INT_MAX ? INT_MAX : (int)left + 1;
    int code = glp_simplex(s->lp, &control);
    result->outcome = outcome(code, glp_get_status(s->lp));
    if (code != GLP_EITLIM) break;
    // The dual method gave way to the primal one: go on with that.
    if (glp_get_status(s->lp) == GLP_FEAS) control.meth = GLP_PRIMAL;
    done = glp_get_it_cnt(s->lp) - first;
  }
  for (int i = 0; i < s->rows; i++) result->row_status[i] = glp_get_row_stat(s->lp, i + 1);
  for (int j = 0; j < s->columns; j++) {
    result->column_status[j] = glp_get_col_stat(s->lp, j + 1);
    result->column_value[j] = glp_get_col_prim(s->lp, j + 1);
  }
}

// Every call into GLPK is made in here.
static void serve(guard_session *s) {
  guard_result *result = s->result;
  guard_context context = {.message = result->message, .room = sizeof result->message};
  result->message[0] = 0;
  if (s->request != OPEN && !s->lp) {
    strcpy(result->message, "the session ended with an earlier failure");
    result->outcome = GUARD_ABORTED;
    return;
  }
  if (setjmp(context.escape)) {
    // The problem object is lost with the environment, whatever state it was in.
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    glp_free_env();
    s->lp = NULL;
    result->outcome = GUARD_ABORTED;
    return;
  }
  glp_term_hook(guard_collect, &context);
  glp_error_hook(guard_leave, &context);
  switch (s->request) {
  case OPEN:
    open_problem(s);
    result->outcome = GUARD_OPTIMAL;
    break;
  case SOLVE: solve_problem(s, s->step, result); break;
  default:
    glp_delete_prob(s->lp);
    s->lp = NULL;
  }
  glp_error_hook(NULL, NULL);
  glp_term_hook(NULL, NULL);
  if (!s->lp) glp_free_env();
}

static void *work(void *argument) {
  guard_session *s = argument;
  pthread_mutex_lock(&s->lock);
  for (enum request request = IDLE; request != CLOSE;) {
    while (s->request == IDLE) pthread_cond_wait(&s->changed, &s->lock);
    request = s->request;
    serve(s);
    s->request = IDLE;
    pthread_cond_broadcast(&s->changed);
  }
  pthread_mutex_unlock(&s->lock);
  return NULL;
}

static void ask(guard_session *s, enum request request, guard_result *result) {
  pthread_mutex_lock(&s->lock);
  s->result = result;
  s->request = request;
  pthread_cond_broadcast(&s->changed);
  while (s->request != IDLE) pthread_cond_wait(&s->changed, &s->lock);
  pthread_mutex_unlock(&s->lock);
}

static void forget(guard_session *s) {
  pthread_cond_destroy(&s->changed);
  pthread_mutex_destroy(&s->lock);
  free(s->cost);
  free(s);
}

guard_session *guard_session_open(const guard_problem *problem, int memory_limit_mb,
                                  char message[400]) {
  guard_result result = {.outcome = GUARD_ABORTED};
  guard_session *s = calloc(1, sizeof *s);
  double *cost = malloc((problem->columns + 1) * sizeof *cost);
  strcpy(message, "no memory or no thread for a session");
  if (!s || !cost) {
    free(s);
    free(cost);
    return NULL;
  }
  memcpy(cost, problem->cost, problem->columns * sizeof *cost);
  s->rows = problem->rows;
  s->columns = problem->columns;
  s->cost = cost;
  s->problem = problem;
  s->memory_limit_mb = memory_limit_mb;
  pthread_mutex_init(&s->lock, NULL);
  pthread_cond_init(&s->changed, NULL);
  if (pthread_create(&s->thread, NULL, work, s) != 0) {
    forget(s);
    return NULL;
  }
  ask(s, OPEN, &result);
  s->problem = NULL;
  if (result.outcome != GUARD_ABORTED) return s;
  strcpy(message, result.message);
  guard_session_close(s);
  return NULL;
}

void guard_session_solve(guard_session *session, const guard_step *step, guard_result *result) {
  session->step = step;
  ask(session, SOLVE, result);
}

void guard_session_close(guard_session *session) {
  guard_result result;
  ask(session, CLOSE, &result);
  pthread_join(session->thread, NULL);
  forget(session);
}
