/// What is in the `details` of notifications beside the fields of the events that they tell of.
enum DisclosedFields {
  /// What each is, by its path.
  static let descriptions: [String: String] = [
    "actor": "Who decided by hand, as the tool named them (A2); staff alone are told.",
    "answer": "What the mail server answered, or `no-address` where there was nobody to ask.",
    "attempts": "How often it was tried.",
    "awaitedId": "Which thing was waited for.",
    "awaitedKind": "What kind of thing was waited for in vain.",
    "candidate": "Whom it is about.",
    "candidate.candidacyId": "The candidacy that the company got, where the report names it.",
    "candidate.candidateId": "The platform's candidate, where the report names one.",
    "candidate.email": "The candidate's e-mail address.",
    "candidate.firstName": "The candidate's first name.",
    "candidate.lastName": "The candidate's last name.",
    "candidate.linkedinUrl": "The candidate's LinkedIn profile.",
    "candidate.phone": "The candidate's telephone number.",
    "companyReachable": "Whether the company gave an address to be written to.",
    "message": "What the member says of the candidate; staff alone are told.",
    "messageId": "The `id` of the event that would have been told.",
    "name": "The name of the notification that was given up.",
    "notificationId": "The notification that was given up.",
    "offer": "The offer.",
    "offer.title": "The offer's title.",
    "pendingSince": "Since when it waited.",
    "recipientId": "Whom it was for.",
    "recipientKind": "The audience that it was for.",
    "replyCode": "The code of the mail server's answer (RFC 5321).",
    "summary": "What the interview found, for the company.",
    "year": "The calendar year, in the zone of the policy, whose first payment this is (W6).",
  ]
}
