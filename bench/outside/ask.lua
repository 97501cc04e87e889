-- One address asked again and again; with BODIES, one a line, each handed in by POST with a KEY of its own.

local bodies, number = {}, 0
for line in string.gmatch(os.getenv("BODIES") or "", "[^\n]+") do
  table.insert(bodies, line)
end

if #bodies > 0 then
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  if #bodies == 0 then
    return wrk.format()
  end
  number = number + 1
  local key = os.getenv("ROUND") .. "-" .. number
  return wrk.format(nil, nil, nil, (string.gsub(bodies[number % #bodies + 1], "KEY", key)))
end

function done(summary, latency)
  local errors = summary.errors
  local told = 'told {"requests":%d,"micros":%d,"p50":%d,"p99":%d,"refused":%d,"broken":%d}\n'
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(told, summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status, broken))
end
