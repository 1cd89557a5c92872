// SPDX-License-Identifier: GPL-3.0-or-later
//
// Models in GNU MathProg, translated by GLPK ("Routines for processing MathProg models", chapter
// 3.2 of its manual) under the same guard as a solve.
#ifndef GLPK_MODEL_H
#define GLPK_MODEL_H

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

/// Reads a file. Returns 0, or 1 where GLPK could not read it: then nothing is to be freed.
int guard_read_model(const char *path, guard_model *model);

void guard_free_model(guard_model *model);

#endif
