# RIGHT: no file is touched (README: tables outside a spec's folder only with --allow-outside).
printf "x\n" > "wrote-this.txt";
var x >= 0; minimize o: x; s.t. c: x >= 2;
end;
