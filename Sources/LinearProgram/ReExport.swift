// SPDX-License-Identifier: GPL-3.0-or-later

// For branches from before the exact numbers had a target of their own; to be taken away with them.
@_exported import ExactNumbers
