import Metrics
import Observability
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
