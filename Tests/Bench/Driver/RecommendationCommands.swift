import AMQPClient
import FoundationEssentials

/// The commands with which members recommend candidates.
struct RecommendationCommands {
  let members: Int
  let replyTo: String

  /// A command by a seeded member, for an offer that the member has recommended nobody for.
  ///
  /// The seeded attributions take ten offers a member; the rule goes on from there.
  func command(_ place: Int, candidate: String, offerOf other: Int? = nil, correlation: Int) -> OutgoingMessage {
    let member = place % members
    let offer = ((other ?? place) % members + (10 + (other ?? place) / members) * 1009) % members
    let id = UUID().uuidString.lowercased()
    let body = """
      {"specversion":"1.0","id":"\(id)","source":"https://staff.bench.example/tool",\
      "type":"coopt.recommendations.recommend-candidate.v1","time":"\(Date.now.formatted(.iso8601))",\
      "datacontenttype":"application/json","data":{"offerId":"\(Identities.offer(offer))",\
      "memberId":"\(Identities.member(member))","candidate":{"firstName":"Dominique","lastName":"Martin",\
      "email":"\(candidate)@candidate.example"},"message":"We have worked together."}}
      """
    return OutgoingMessage(
      exchange: "coopt.commands",
      routingKey: "recommendations.recommend-candidate",
      properties: AMQPProperties(
        contentType: "application/cloudevents+json", correlationID: String(correlation), replyTo: replyTo,
        messageID: id, type: "coopt.recommendations.recommend-candidate.v1"),
      body: Data(body.utf8)
    )
  }
}
