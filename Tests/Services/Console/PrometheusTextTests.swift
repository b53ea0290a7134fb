import ConsoleDomain
import Testing

@Suite struct PrometheusTextTests {
  @Test("Figures are read with their labels, and lines that are none are passed over")
  func readsFigures() {
    let text = """
      # HELP coopt_outbox_pending rows
      # TYPE coopt_outbox_pending gauge
      coopt_outbox_pending 12.0
      coopt_messages_handled_total{queue="members.commands",type="coopt.members.join.v1",outcome="handled"} 3 1764450000000
      coopt_messages_handled_total{ queue = "members.commands" , outcome="duplicate", } 2
      other_total{queue="members.commands"} 9
      coopt_lane_paused{queue="a \\"b\\" \\\\ c\\nd}"} 1
      coopt_lane_paused{queue="members.commands" 1
      coopt_lane_paused{queue=members} 1
      coopt_lane_lag_seconds{queue="x"} nothing
      coopt_lane_lag_seconds{queue="y"} NaN
      coopt_lane_lag_seconds{queue="z"} +Inf
      """
    let samples = PrometheusText.samples(text, named: ServiceFigures.names)
    #expect(
      samples.prefix(4) == [
        MetricSample("coopt_outbox_pending", [:], 12),
        MetricSample(
          "coopt_messages_handled_total",
          ["queue": "members.commands", "type": "coopt.members.join.v1", "outcome": "handled"], 3),
        MetricSample("coopt_messages_handled_total", ["queue": "members.commands", "outcome": "duplicate"], 2),
        MetricSample("coopt_lane_paused", ["queue": "a \"b\" \\ c\nd}"], 1),
      ])
    #expect(samples.dropFirst(4).map(\.labels) == [["queue": "y"], ["queue": "z"]])
    let figures = ServiceFigures(samples)
    #expect(figures.handled == ["members.commands": 5])
    #expect(figures.outbox == 12)
    #expect(figures.age == ["z": .infinity])
  }

  @Test(
    "Nothing that a service might answer makes it fall over", arguments: ["", "\n\n", "{", "a{b", "a{b=\"\\", "\u{0}"])
  func readsNonsense(text: String) {
    #expect(PrometheusText.samples(text + "\n" + "coopt_outbox_pending{" + text, named: ServiceFigures.names).isEmpty)
  }
}
