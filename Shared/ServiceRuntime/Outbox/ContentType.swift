/// The content types of the contract.
enum ContentType {
  static let structured = "application/cloudevents+json"
  static let batch = "application/cloudevents-batch+json"
}
