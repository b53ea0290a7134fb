import FoundationEssentials

// Does one hot path so many times: `coopt-hot-paths decode-event 1000`. Nothing is measured in here: `../guard.py` runs
// it under callgrind. It is one thread without Swift's concurrency, whose threads the valgrind of Debian 12 cannot run.

guard CommandLine.arguments.count == 3, let path = HotPath(rawValue: CommandLine.arguments[1]),
  let times = Int(CommandLine.arguments[2])
else {
  print(HotPath.allCases.map(\.rawValue).joined(separator: "\n"))
  exit(CommandLine.arguments.count == 1 ? 0 : 2)
}
let work = try path.prepared()
var sum = 0
for _ in 0..<times { sum &+= try work() }
// Printed, so that no compiler finds out that nobody wanted it.
print(sum)
