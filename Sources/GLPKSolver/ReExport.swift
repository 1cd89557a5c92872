// SPDX-License-Identifier: GPL-3.0-or-later

// For branches from when `Solution` stood in this target; to be taken away with them.
@_exported import ExactSimplex
