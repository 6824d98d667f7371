-- For wrk: asks the request targets of a file in turn (first argument) with an Accept header (second) and prints what it
-- measured as one line of JSON.

local requests = {}
local at = 0

function init(arguments)
   local headers = { Accept = arguments[2] }
   for target in io.lines(arguments[1]) do
      requests[#requests + 1] = wrk.format("GET", target, headers)
   end
end

function request()
   at = at % #requests + 1
   return requests[at]
end

function done(summary, latency, _)
   local errors = summary.errors
   io.write(string.format(
      '\nRESULT {"requests": %d, "seconds": %f, "bytes": %d, "errors": %d, "median_ms": %f, "p99_ms": %f}\n',
      summary.requests, summary.duration / 1e6, summary.bytes,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout,
      latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
