import ArgumentParser
import Glibc

/// What the two measurements of a server alone have in common.
struct ServerAlone: ParsableArguments {
  @OptionGroup var hires: HireRange

  @Option(help: "The server's process.")
  var pid: Int

  @Option(help: "How often it is measured.")
  var repetitions: Int

  var times: ServerTimes { ServerTimes(pid: pid, ticksPerSecond: Double(sysconf(Int32(_SC_CLK_TCK)))) }
}

/// What a server used by itself, for the messages of so many hires.
struct ServerCost: Encodable {
  let hires: Int
  let messages: Int
  let cpuSeconds: Double
  let seconds: Double
}
