import CooptConformance
import Testing

@Suite("What a broker's refusal means")
struct BrokerRefusalTests {
  private static let declareQueue = WireMethod.MethodName(group: 50, method: 10)
  private static let consume = WireMethod.MethodName(group: 60, method: 20)

  @Test(
    "each refusal that strangers meet has its own advice",
    arguments: [
      (
        403, "ACCESS_REFUSED - access to queue 'dashboard' in vhost 'v' refused for user 'u'", declareQueue,
        "under your own prefix"
      ),
      (
        403, "ACCESS_REFUSED - access to exchange 'coopt.integration' in vhost 'v' refused for user 'u'",
        WireMethod.MethodName.exchangeDeclare, "Do not declare"
      ),
      (
        403, "ACCESS_REFUSED - access to exchange 'coopt.events' in vhost 'v' refused for user 'u'",
        WireMethod.MethodName.publish, "Publish to coopt.integration"
      ),
      (
        406, "PRECONDITION_FAILED - user_id property set to 'ats' but authenticated user was 'ats-x'",
        WireMethod.MethodName.publish, "Set the property user_id"
      ),
      (
        406,
        "PRECONDITION_FAILED - consumer prefetch count is not set for 'queue 'coopt.notifications.stream' in "
          + "vhost 'v''",
        consume, "Set a prefetch"
      ),
    ])
  func advice(code: Int, text: String, method: WireMethod.MethodName, words: String) {
    #expect(BrokerRefusal(code: code, text: text, method: method).change.contains(words))
  }
}
