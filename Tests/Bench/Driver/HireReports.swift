import AMQPClient
import FoundationEssentials

/// The messages with which an applicant tracking system reports hires.
struct HireReports {
  let members: Int

  /// The report of a seeded hire.
  ///
  /// Its id is the correlation id of everything that follows from it.
  func report(_ place: Int, id: String = UUID().uuidString.lowercased()) -> OutgoingMessage {
    let hire = SeededHire(place, members: members)
    let now = Date.now
    // A year of hires: so many on one day, and lists by the day, would be no community of this size.
    let hiredAt = now.addingTimeInterval(-86_400 * Double(place % 365)).formatted(.iso8601)
    let body = """
      {"specversion":"1.0","id":"\(id)","source":"https://ats.bench.example/hires",\
      "type":"coopt.integration.hire-reported.v1","time":"\(now.formatted(.iso8601))","datacontenttype":"application/json",\
      "data":{"sourceSystem":"ats.bench.example","applicationId":"\(place)","offerId":"\(hire.offer)",\
      "candidate":{"candidateId":"\(hire.candidate)"},"hiredAt":"\(hiredAt)"}}
      """
    return OutgoingMessage(
      exchange: "coopt.integration",
      routingKey: "hire.reported",
      properties: AMQPProperties(
        contentType: "application/cloudevents+json", messageID: id, type: "coopt.integration.hire-reported.v1"),
      body: Data(body.utf8)
    )
  }
}
