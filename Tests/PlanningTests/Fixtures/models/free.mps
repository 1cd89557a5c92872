NAME free_format
ROWS
 N objective_function
 G a_row_with_a_long_name
COLUMNS
 a_column_with_a_long_name objective_function 2 a_row_with_a_long_name 4
RHS
 RHS a_row_with_a_long_name 10
ENDATA
