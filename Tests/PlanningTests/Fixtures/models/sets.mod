# Sets, parameters and data.
set KIND;
param cost{KIND};
param power{KIND};
var amount{KIND} >= 0;
minimize total: sum{k in KIND} cost[k] * amount[k] + 2.5;
s.t. need: 10 <= sum{k in KIND} power[k] * amount[k] <= 20;
s.t. few{k in KIND: cost[k] > 3}: amount[k] <= 1/3;
data;
param: KIND: cost power := cpu 2 1  gpu 5 4;
end;
