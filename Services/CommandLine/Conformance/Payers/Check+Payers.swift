extension Check {
  static let hears = Check(
    "hears-instructions",
    contract: "Instructions come from coopt.notifications under finance.payout-requested and finance.payout-cancelled.",
    change:
      #"Bind both keys to a durable queue of yours, consume it, and print {"heard":ID} with the envelope's id of each."#
  )
  static let pays = Check(
    "pays-what-is-asked", contract: "Each instruction is paid once, with its amount, when the payment run comes.",
    change:
      #"Keep each instruction until it is paid or cancelled; print {"paid":PAYOUT,"amountCents":…} when the "#
      + #"money is sent."#
  )
  static let paysOnce = Check(
    "pays-once",
    contract: "An instruction is its payoutId: told again, under whatever message id, it is the same instruction.",
    change: "Remember payoutIds that were paid, across restarts, and pay none of them twice.")
  static let confirmsPayment = Check(
    "confirms-payment", contract: "What is paid is reported by payout.confirmed: payoutId, paidAt, reference.",
    change:
      "Publish coopt.integration.payout-confirmed.v1 under payout.confirmed for each payment, and again until "
      + "it is confirmed."
  )
  static let confirmation = Check(
    "confirmation-is-true",
    contract:
      "paidAt is when the money was sent, from 2000 to a day ahead; reference is the payment's name in finance.",
    change: "Set paidAt to the instant of payment and reference to what your bank's statement will show.")
  static let heedsCancellation = Check(
    "heeds-a-cancellation", contract: "An instruction that is cancelled before it is paid is not paid.",
    change: "Take a cancelled instruction out of the next payment run, whichever of the two came first.")
  static let staysPaid = Check(
    "leaves-paid-what-is-paid",
    contract: "What is paid although it was cancelled becomes a claim in the books, told to staff.",
    change: "Ignore a cancellation of what you have paid: report no failure, and pay nothing again.")
  static let reportsFailure = Check(
    "reports-a-failure", contract: "What could not be paid is said by payout.failed: payoutId, failedAt, reason.",
    change:
      "Publish coopt.integration.payout-failed.v1 under payout.failed when the bank refuses, and do not try "
      + "that instruction again."
  )
  static let paysRetry = Check(
    "pays-the-new-instruction",
    contract:
      "After a failure a new instruction comes, whose retries names the one that failed; the new payoutId is "
      + "paid and confirmed.",
    change: "Treat it as an instruction of its own: pay it once, and confirm its own payoutId.")
  static let keeps = Check(
    "keeps-instructions",
    contract:
      "Instructions wait in a durable queue while the program is away, and come again when they were not acknowledged.",
    change:
      "Use a durable queue that is neither exclusive nor auto-delete, and acknowledge an instruction only once "
      + "you keep it."
  )
  static let trusts = Check(
    "trusts-the-platform-alone",
    contract:
      "Whoever may write to a queue may put anything there; an instruction is from the login notifications, as "
      + "user_id says, which the broker vouches for.",
    change: #"Look at the property user_id before you pay: anything but "notifications" orders nothing."#)
  static let lists = Check(
    "asks-what-is-open",
    contract:
      "Instructions told before the queue was there are listed by rewards.list-payouts (state requested), page "
      + "by page.",
    change:
      "Ask rewards.list-payouts with state requested at the start, follow nextPageToken to the end, and take "
      + "what you do not know yet."
  )
}
