/// The types of replies to commands and reports.
public enum ReplyType {
  /// `coopt.reply.accepted.v1`: `data` is the command's result.
  public static let accepted = MessageType(service: "reply", name: "accepted")
  /// `coopt.reply.rejected.v1`: `data` is a `Problem`.
  public static let rejected = MessageType(service: "reply", name: "rejected")
}
