// Does one hot path so many times, `coopt-hot-paths decode-event 1000`, or says which there are. Nothing is measured in
// here: `../guard.py` runs it under callgrind. It is one thread without Swift's concurrency, whose threads the valgrind of
// Debian 12 cannot run.

let arguments = CommandLine.arguments.dropFirst()
if arguments.isEmpty {
  print(HotPath.allCases.map(\.rawValue).joined(separator: "\n"))
} else {
  guard arguments.count == 2, let path = HotPath(rawValue: arguments[1]), let times = Int(arguments[2]) else {
    fatalError("usage: coopt-hot-paths PATH TIMES")
  }
  let work = try path.prepared()
  var sum = 0
  for _ in 0..<times { sum &+= try work() }
  // Printed, so that no compiler finds out that nobody wanted it.
  print(sum)
}
