// SPDX-License-Identifier: GPL-3.0-or-later
//
// Models in GNU MathProg, translated by GLPK ("Routines for processing MathProg models", chapter 3.2
// of its manual) in a child process that can do nothing else.
#ifndef GLPK_MODEL_H
#define GLPK_MODEL_H

#include <stddef.h>

/// What a file says. All arrays are freed by guard_free_model. A bound of ±DBL_MAX is no bound.
typedef struct {
  int rows, columns, nonzeros;
  int maximize;
  double constant; ///< of the objective
  double *row_lower, *row_upper;
  double *column_lower, *column_upper;
  double *cost;
  unsigned char *is_integer;
  int *column_start; ///< columns + 1 places into row_index and value
  int *row_index;    ///< from 0
  double *value;
  /// The names of the problem, the objective, the rows and the columns, each ended by a 0 byte; an
  /// empty one is none.
  char *names;
  long name_bytes;
  /// What GLPK printed while it read, its last part; the reason where it could not.
  char message[2000];
} guard_model;

/// Translates a model with its data in the same text. Returns 0; 1 where GLPK refused it; 2 where it
/// could not be translated at all: the model's message then says why, and nothing is to be freed.
/// Tables are read only where `may_read_tables` is not 0; nothing is ever written. It may take `seconds`
/// of processor time, and `patience_ms` by the clock; INT_MAX: as long as it likes.
int guard_read_model(
    const char *text, size_t length, int may_read_tables, int seconds, int patience_ms,
    guard_model *model);

void guard_free_model(guard_model *model);

#endif
