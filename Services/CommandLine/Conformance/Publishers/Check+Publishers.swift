extension Check {
  static let readable = Check(
    "is-understood",
    contract:
      "A message keeps its schema, comes under the key of its type, and from a login that may say it; else it "
      + "is a dead letter.",
    change: "Send what the contract's schema asks for under its routing key; the fields at fault are named.")
  static let routed = Check(
    "reaches-a-queue",
    contract: "Hires go to the exchange coopt.integration under hire.reported, withdrawals under hire.withdrawn.",
    change:
      "Publish to coopt.integration with the routing key hire.reported or hire.withdrawn; other keys reach nobody.")
  static let carries = Check(
    "says-what-was-asked", contract: "A report carries the hire as the reporting system has it.",
    change:
      "Carry applicationId, sourceSystem, offerReference, candidate.email and hiredAt over unchanged (times may "
      + "have another offset)."
  )
  static let everyHire = Check(
    "reports-every-hire", contract: "Each hire is reported once at least; again does no harm.",
    change: "Say that a step is done only once its message is confirmed, and publish again until it is.")
  static let contentType = Check(
    "content-type",
    contract:
      "content_type is application/cloudevents+json (structured mode), or application/json with ce- headers "
      + "(binary mode).",
    change: "Set the property content_type to application/cloudevents+json.")
  static let persistent = Check(
    "persistent", contract: "Messages are persistent (delivery_mode 2): the broker keeps them on disk.",
    change: "Set the property delivery_mode to 2.")
  static let confirms = Check(
    "uses-publisher-confirms", contract: "What a broker has not confirmed it may not have.",
    change: "Switch publisher confirms on (confirm.select) on the channel, and wait for the confirm of each message.")
  static let mandatory = Check(
    "mandatory", .advised, contract: "A message that no queue takes comes back only where it is published mandatory.",
    change: "Publish with the mandatory flag, and treat basic.return as a failure.")
  static let messageID = Check(
    "message-id", .advised, contract: "The property message_id is the envelope's id.",
    change: "Set the property message_id to the envelope's id: operators find messages by it.")
  static let otherMessageID = Check(
    "message-id-agrees", contract: "The property message_id is the envelope's id.",
    change: "Set the property message_id to the envelope's id, or leave it out.")
  static let userID = Check(
    "user-id", .advised, contract: "The property user_id names the login that publishes, which the broker vouches for.",
    change:
      "Set the property user_id to the name that you log in with, always: a sourceSystem of your own counts "
      + "with it alone."
  )
  static let time = Check(
    "time", .advised,
    contract: "The envelope's time is when the message was made; the as-of instant of a report is taken from it.",
    change: "Set the attribute time to the present instant, RFC 3339, in UTC.")
  static let clock = Check(
    "clock", contract: "The envelope's time is when the message was made.",
    change: "Set the attribute time to the present instant, RFC 3339; yours is more than five minutes off.")
  static let source = Check(
    "source",
    contract:
      "The attribute source is the sending system's own URI, the same in all of its messages; ids are unique with it.",
    change: "Use one URI of your own as source, such as https://ats.example.com, and never /coopt/….")
  static let uniqueIDs = Check(
    "unique-ids",
    contract:
      "Two messages that say different things have different ids; the second of one id counts as the first again.",
    change: "Make a new id for each new message; keep it only where the very same message is published again.")
  static let sameHire = Check(
    "one-hire-stays-one",
    contract:
      "A hire is the pair of sourceSystem and applicationId: reported again, under whatever message id, it is "
      + "the same hire.",
    change: "Take applicationId and sourceSystem from the application itself, never from the message or the attempt.")
  static let sameMeaning = Check(
    "no-second-meaning", contract: "A hire that is reported again says the same as before, unless it has changed.",
    change: "Send the same hiredAt, offer and candidate again; only what has changed in your system may differ.")
  static let order = Check(
    "withdrawal-first",
    contract: "Neither order nor single delivery is needed: a withdrawal may come before its report.",
    change: "Send each word when it is due, under the application's own applicationId, and keep none back.")
  static let asOf = Check(
    "says-as-of-when",
    contract:
      "When report and withdrawal disagree the later as-of instant counts: asOf, else the earlier of the "
      + "message's date and the envelope's time.",
    change:
      "Pass on asOf where it is given, such as for a rehire with its old date, and keep hiredAt and withdrawnAt "
      + "as they are."
  )
  static let republishes = Check(
    "publishes-again", contract: "A message whose confirm did not come may be lost: it is published again.",
    change:
      "Keep each message until it is confirmed; when the connection is lost before, connect again and publish it again."
  )
  static let sameID = Check(
    "same-id-on-retry", contract: "The same message id from the same source counts once, and gets the same answer.",
    change: "Make the id once, with the message, and keep it when you publish that message again.")
  static let waitsForConfirm = Check(
    "done-after-the-confirm", contract: "A blocked broker takes nothing: nothing is done that it has not confirmed.",
    change: "Wait for the confirm (and for connection.unblocked) before you say or note that a hire is reported.")
  static let reconnects = Check(
    "connects-again", contract: "A broker may be away for a while, as in every upgrade.",
    change: "Connect again with growing pauses until it works, and publish what is not confirmed yet.")
  static let noticesRefusal = Check(
    "notices-a-refusal",
    contract: "A report that is refused is answered with coopt.reply.rejected.v1, whose data has code and errors.",
    change:
      #"Set reply_to and correlation_id, read the answer, and tell your people what is wrong: "#
      + #"{"refused":STEP,"code":…}."#
  )
  static let noticesReturn = Check(
    "notices-a-return",
    contract: "A mandatory message that no queue takes comes back by basic.return, and is then confirmed all the same.",
    change: "Publish with the mandatory flag and treat basic.return as a failure, or wait for the platform's answer.")
  static let binary = Check(
    "binary-mode",
    contract:
      "In binary mode the body is data, content_type is application/json, and attributes are headers ce-…, "
      + "cloudEvents:… or cloudEvents_….",
    change: "Give specversion, id, source, type and time as headers with the prefix ce-, cloudEvents: or cloudEvents_.")
  static let plainValues = Check(
    "plain-values", .advised,
    contract: "Numbers for ids, dates without time and offsets without colon are read where they have one meaning.",
    change: "Send ids as texts and times as RFC 3339 with offset where you can: a date alone is the start of that day.")
  static let exported = Check(
    "exported-values", contract: "What real exports carry is read where it has one meaning; what has two is refused.",
    change:
      "Send applicationId as it is, and dates as 2026-11-20 or RFC 3339, never day and month in an order of your own.")
}
