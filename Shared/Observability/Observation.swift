/// A value that is looked up when somebody asks for metrics, instead of being kept.
public struct Observation: Sendable {
  /// What kind of metric the value is of.
  public enum Kind: String, Sendable {
    /// It only grows while the process lives.
    case counter
    /// It goes up and down.
    case gauge
  }

  let name: String
  let kind: Kind
  let labels: [(String, String)]
  let value: Double

  public init(_ name: String, labels: [(String, String)] = [], _ value: Double, kind: Kind = .gauge) {
    self.name = name
    self.kind = kind
    self.labels = labels
    self.value = value
  }
}

extension Observation: RenderedMetric {
  func render(name: String, labels: String, into text: inout String) {
    text += "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(value)\n"
  }

  var kindName: String { kind.rawValue }
}
