/// The seven services, by the name that queues, AMQP users, schemas and routing keys begin with.
public enum ServiceName: String, CaseIterable, Sendable {
  /// Who belongs to the community.
  case members
  /// What companies seek, and who is told of it.
  case offers
  /// Who recommended whom first, and which hire that leads to.
  case recommendations
  /// The telephone interview between recommendation and transmission.
  case qualification
  /// Bonuses, points, levels and the books.
  case rewards
  /// Who is told what.
  case notifications
  /// What other systems post instead of publishing.
  case webhooks
}
