import FoundationEssentials
import Metrics
import Observability
import TestStack
import Testing

@Suite("Prometheus text")
struct PrometheusRegistryTests {
  private let registry = PrometheusRegistry()

  @Test("a counter adds up under its name and labels, however often it is made")
  func counter() {
    Counter(label: "coopt_messages_total", dimensions: [("queue", "a")], factory: registry).increment(by: 2)
    Counter(label: "coopt_messages_total", dimensions: [("queue", "a")], factory: registry).increment()
    Counter(label: "coopt_messages_total", dimensions: [("queue", "b")], factory: registry).increment()
    #expect(
      registry.render() == """
        # TYPE coopt_messages_total counter
        coopt_messages_total{queue="a"} 3
        coopt_messages_total{queue="b"} 1

        """)
  }

  @Test("a gauge shows the last value, and a counter without labels none")
  func gauge() {
    Gauge(label: "outbox.pending", factory: registry).record(7)
    Gauge(label: "outbox.pending", factory: registry).record(3)
    Counter(label: "all_total", factory: registry).increment()
    #expect(
      registry.render() == """
        # TYPE all_total counter
        all_total 1
        # TYPE outbox_pending gauge
        outbox_pending 3.0

        """)
  }

  @Test("a timer is a histogram in seconds, its buckets cumulative up to +Inf")
  func histogram() {
    let timer = Timer(label: "duration_seconds", dimensions: [("queue", "a")], factory: registry)
    timer.recordNanoseconds(2_000_000)
    timer.recordNanoseconds(300_000_000)
    timer.recordNanoseconds(60_000_000_000)
    let lines = registry.render().split(separator: "\n").map(String.init)
    #expect(lines.first == "# TYPE duration_seconds histogram")
    #expect(lines.contains(#"duration_seconds_bucket{queue="a",le="0.001"} 0"#))
    #expect(lines.contains(#"duration_seconds_bucket{queue="a",le="0.0025"} 1"#))
    #expect(lines.contains(#"duration_seconds_bucket{queue="a",le="0.5"} 2"#))
    #expect(lines.contains(#"duration_seconds_bucket{queue="a",le="10.0"} 2"#))
    #expect(lines.contains(#"duration_seconds_bucket{queue="a",le="+Inf"} 3"#))
    #expect(lines.contains(#"duration_seconds_count{queue="a"} 3"#))
    #expect(lines.contains(#"duration_seconds_sum{queue="a"} 60.302"#))
  }

  @Test("label values are escaped, names made of what Prometheus allows")
  func escapes() {
    Counter(label: "odd name", dimensions: [("the-queue", "a\"b\\c\nd")], factory: registry).increment()
    #expect(registry.render().contains(#"odd_name{the_queue="a\"b\\c\nd"} 1"#))
  }

  @Test("what a metric tells stands before it, once, and nothing where nobody has said it")
  func help() {
    registry.describe([MetricDescription("told_total", "What it tells.")])
    Counter(label: "told_total", dimensions: [("queue", "a")], factory: registry).increment()
    Counter(label: "told_total", dimensions: [("queue", "b")], factory: registry).increment()
    Counter(label: "untold_total", factory: registry).increment()
    #expect(
      registry.render() == """
        # HELP told_total What it tells.
        # TYPE told_total counter
        told_total{queue="a"} 1
        told_total{queue="b"} 1
        # TYPE untold_total counter
        untold_total 1

        """)
  }

  @Test("a histogram has the buckets of its description")
  func buckets() {
    registry.describe([MetricDescription("sizes", "Sizes.", buckets: [1, 10])])
    let sizes = Recorder(label: "sizes", aggregate: true, factory: registry)
    for size in [1, 2, 10, 11] { sizes.record(size) }
    #expect(
      registry.render() == """
        # HELP sizes Sizes.
        # TYPE sizes histogram
        sizes_bucket{le="1.0"} 1
        sizes_bucket{le="10.0"} 3
        sizes_bucket{le="+Inf"} 4
        sizes_sum 24.0
        sizes_count 4

        """)
  }

  @Test("what is observed is asked for each time, among the others by its name; a later observer replaces the former")
  func observations() {
    Counter(label: "a_total", factory: registry).increment()
    Counter(label: "c_total", factory: registry).increment()
    registry.observe(as: "test") { [Observation("b", labels: [("queue", "x")], 1)] }
    registry.observe(as: "test") { [Observation("b", labels: [("queue", "x")], 2), Observation("b", 3)] }
    #expect(
      registry.render() == """
        # TYPE a_total counter
        a_total 1
        # TYPE b gauge
        b 3.0
        b{queue="x"} 2.0
        # TYPE c_total counter
        c_total 1

        """)
  }

  @Test(
    "metrics made between two readings and values that are looked up stand in order, each name once", arguments: 1...5)
  func order(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var names: Set<String> = []
    for _ in 0..<20 {
      for _ in 0..<3 {
        let name = "m\(Int.random(in: 0..<60, using: &random))", queue = "\(Int.random(in: 0..<3, using: &random))"
        names.insert(name)
        Counter(label: name, dimensions: [("queue", queue)], factory: registry).increment()
        names.insert("o\(name)")
        registry.observe(as: "o\(name)") { [Observation("o\(name)", 1), Observation("n\(name)", 1)] }
        names.insert("n\(name)")
      }
      let lines = registry.render().split(separator: "\n")
      let told = lines.filter { $0.hasPrefix("# TYPE ") }.map { String($0.split(separator: " ")[2]) }
      #expect(told == names.sorted())
      let values = lines.filter { !$0.hasPrefix("#") }.map { $0.split { " {}".contains($0) } }
      #expect(Set(values.map { $0.dropLast() }).count == values.count)
      #expect(values.map { String($0[0]) } == values.map { String($0[0]) }.sorted())
    }
  }

  @Test("the process tells of itself under the names that Prometheus' libraries use")
  func process() throws {
    registry.observeProcess()
    let values = Dictionary(
      uniqueKeysWithValues: registry.render().split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        let parts = line.split(separator: " ")
        return (String(parts[0]), Double(parts[1]) ?? .nan)
      })
    #expect(try #require(values["process_resident_memory_bytes"]) > 1_000_000)
    #expect(try #require(values["process_open_fds"]) >= 3)
    #expect(try #require(values["process_threads"]) >= 1)
    #expect(try #require(values["process_cpu_seconds_total"]) > 0)
    let age = Date.now.timeIntervalSince1970 - (try #require(values["process_start_time_seconds"]))
    #expect(age >= -1 && age < 86_400 * 30)
  }

  @Test("every metric says what it tells, has its unit in its name, and is described once")
  func descriptions() {
    let all = MetricDescription.all
    #expect(Set(all.map(\.name)).count == all.count)
    for description in all {
      #expect(description.help.hasSuffix("."), "\(description.name)")
      #expect(description.buckets == description.buckets.sorted())
      #expect(!description.name.hasSuffix("_milliseconds") && !description.name.hasSuffix("_ms"))
    }
  }

  @Test("counts of many tasks at once are all there")
  func concurrent() async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { [registry] in
          for _ in 0..<1000 { Counter(label: "busy_total", factory: registry).increment() }
        }
      }
    }
    #expect(registry.render().contains("busy_total 8000\n"))
  }
}
