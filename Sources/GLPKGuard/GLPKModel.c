// SPDX-License-Identifier: GPL-3.0-or-later
#include "GLPKModel.h"

#include "GuardInternal.h"

#include <float.h>
#include <glpk.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  jmp_buf escape;
  char *message;
  size_t used, room;
} reading_context;

// What GLPK prints, in pieces; of more than there is room for, the last part.
static int keep_last(void *info, const char *text) {
  reading_context *context = info;
  size_t length = strlen(text);
  if (length >= context->room) {
    text += length - (context->room - 1);
    length = context->room - 1;
  }
  if (context->used + length >= context->room) {
    size_t dropped = context->used + length - (context->room - 1);
    memmove(context->message, context->message + dropped, context->used - dropped);
    context->used -= dropped;
  }
  memcpy(context->message + context->used, text, length);
  context->used += length;
  context->message[context->used] = 0;
  return 1;
}

static void leave(void *info) { longjmp(((reading_context *)info)->escape, 1); }

static int read_mathprog(glp_prob *lp, const char *path) {
  glp_tran *translator = glp_mpl_alloc_wksp();
  int code = glp_mpl_read_model(translator, path, 0);
  if (code == 0) code = glp_mpl_generate(translator, NULL);
  if (code == 0) glp_mpl_build_prob(translator, lp);
  glp_mpl_free_wksp(translator);
  return code;
}

// Memory that runs out ends here as GLPK's own does.
static void *take(reading_context *context, size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory) longjmp(context->escape, 1);
  return memory;
}

static void take_rows(glp_prob *lp, guard_model *model, reading_context *context) {
  model->row_lower = take(context, model->rows, sizeof(double));
  model->row_upper = take(context, model->rows, sizeof(double));
  for (int i = 0; i < model->rows; i++) {
    model->row_lower[i] = glp_get_row_lb(lp, i + 1);
    model->row_upper[i] = glp_get_row_ub(lp, i + 1);
  }
}

static void take_columns(glp_prob *lp, guard_model *model, reading_context *context) {
  model->column_lower = take(context, model->columns, sizeof(double));
  model->column_upper = take(context, model->columns, sizeof(double));
  model->cost = take(context, model->columns, sizeof(double));
  model->is_integer = take(context, model->columns, 1);
  model->column_start = take(context, model->columns + 1, sizeof(int));
  model->row_index = take(context, model->nonzeros, sizeof(int));
  model->value = take(context, model->nonzeros, sizeof(double));
  int *index = glp_alloc(model->rows + 1, sizeof(int));
  double *value = glp_alloc(model->rows + 1, sizeof(double));
  for (int j = 0; j < model->columns; j++) {
    model->column_lower[j] = glp_get_col_lb(lp, j + 1);
    model->column_upper[j] = glp_get_col_ub(lp, j + 1);
    model->cost[j] = glp_get_obj_coef(lp, j + 1);
    model->is_integer[j] = glp_get_col_kind(lp, j + 1) != GLP_CV;
    int start = model->column_start[j], length = glp_get_mat_col(lp, j + 1, index, value);
    for (int k = 0; k < length; k++) {
      model->row_index[start + k] = index[k + 1] - 1;
      model->value[start + k] = value[k + 1];
    }
    model->column_start[j + 1] = start + length;
  }
  glp_free(index);
  glp_free(value);
}

static const char *name_at(glp_prob *lp, const guard_model *model, int place) {
  const char *name = place == 0                    ? glp_get_prob_name(lp)
                     : place == 1                  ? glp_get_obj_name(lp)
                     : place - 2 < model->rows     ? glp_get_row_name(lp, place - 1)
                                                   : glp_get_col_name(lp, place - 1 - model->rows);
  return name ? name : "";
}

static void take_names(glp_prob *lp, guard_model *model, reading_context *context) {
  int count = 2 + model->rows + model->columns;
  for (int k = 0; k < count; k++) model->name_bytes += (long)strlen(name_at(lp, model, k)) + 1;
  model->names = take(context, (size_t)model->name_bytes, 1);
  char *end = model->names;
  for (int k = 0; k < count; k++) {
    const char *name = name_at(lp, model, k);
    memcpy(end, name, strlen(name) + 1);
    end += strlen(name) + 1;
  }
}

int guard_translate(const char *path, int memory_mb, guard_model *model) {
  memset(model, 0, sizeof *model);
  reading_context context = {.message = model->message, .room = sizeof model->message};
  if (setjmp(context.escape)) {
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    glp_free_env();
    guard_free_model(model);
    return 1;
  }
  glp_term_hook(keep_last, &context);
  glp_error_hook(leave, &context);
  glp_term_out(GLP_ON);
  glp_mem_limit(memory_mb);
  glp_prob *lp = glp_create_prob();
  int code = read_mathprog(lp, path);
  if (code == 0) {
    model->rows = glp_get_num_rows(lp);
    model->columns = glp_get_num_cols(lp);
    model->nonzeros = glp_get_num_nz(lp);
    model->maximize = glp_get_obj_dir(lp) == GLP_MAX;
    model->constant = glp_get_obj_coef(lp, 0);
    take_rows(lp, model, &context);
    take_columns(lp, model, &context);
    take_names(lp, model, &context);
  }
  glp_delete_prob(lp);
  glp_error_hook(NULL, NULL);
  glp_term_hook(NULL, NULL);
  glp_free_env();
  return code != 0;
}

void guard_free_model(guard_model *model) {
  free(model->row_lower);
  free(model->row_upper);
  free(model->column_lower);
  free(model->column_upper);
  free(model->cost);
  free(model->is_integer);
  free(model->column_start);
  free(model->row_index);
  free(model->value);
  free(model->names);
  model->row_lower = model->row_upper = model->column_lower = model->column_upper = NULL;
  model->cost = model->value = NULL;
  model->is_integer = NULL;
  model->column_start = model->row_index = NULL;
  model->names = NULL;
}
