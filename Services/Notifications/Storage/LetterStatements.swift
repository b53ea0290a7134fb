import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import SMTPClient
import Vocabulary

/// The statements on letters.
package enum LetterStatements {
  /// Keeps letters, to be sent at once.
  static func insert(_ letters: [Letter], at now: Timestamp) -> Statement {
    """
    insert into notifications.letters (
      notification_id, audience, name, recipient_id, address, locale, subject, body, written_at, next_attempt_at
    )
    select notification_id, audience, name, recipient_id::uuid, address, locale, subject, body, \(now), \(now)
    from unnest(
      \(letters.map(\.id)), \(letters.map(\.audience)), \(letters.map(\.name)), \(letters.map(\.recipientID)),
      \(letters.map(\.address)), \(letters.map(\.language)), \(letters.map(\.subject)), \(letters.map(\.text))
    ) as letter (notification_id, audience, name, recipient_id, address, locale, subject, body)
    on conflict (notification_id) do nothing
    """
  }

  /// Puts off those of the letters that are due first which were written since an instant to somebody whose address is not
  /// known: twice as long each time, an hour at most.
  ///
  /// An address comes with an event of its own, usually a moment later; a company may never give one.
  package static func putOffWithoutAddress(since limit: Timestamp, ofFirst count: Int, at now: Timestamp) -> Statement {
    """
    update notifications.letters
    set next_attempt_at = \(now)::timestamptz
      + least(greatest(\(now)::timestamptz - written_at, interval '1 second'), interval '1 hour')
    where notification_id = any(\(fragment: withoutAddress(ofFirst: count, at: now)))
      and written_at >= \(limit)
    """
  }

  /// Gives up those of the letters that are due first which were written before an instant, to somebody whose address is
  /// still not known.
  ///
  /// All who wait for an address come due every hour (`putOffWithoutAddress`), and so come first in their turn.
  package static func giveUpWithoutAddress(before limit: Timestamp, ofFirst count: Int, at now: Timestamp) -> Statement
  {
    """
    update notifications.letters
    set state = 'given-up', next_attempt_at = null, subject = null, body = null
    where notification_id = any(\(fragment: withoutAddress(ofFirst: count, at: now)))
      and written_at < \(limit)
    returning notification_id, audience, name, recipient_id::text, attempts
    """
  }

  /// The ids of those of the letters that are due first which go to somebody whose address is not known; locked, and none
  /// that another process has: two never wait for each other.
  ///
  /// Looks at so many letters, however many are due: a run that looked at all of them would take the longer the more wait.
  private static func withoutAddress(ofFirst count: Int, at now: Timestamp) -> Statement {
    """
    array(
      select due.notification_id
      from notifications.letters as due
      where due.notification_id = any(array(
          select letter.notification_id
          from (
            select notification_id, audience, recipient_id, address
            from notifications.letters
            where state = 'pending' and next_attempt_at <= \(now)
            order by next_attempt_at
            limit \(count)
          ) as letter
          left join lateral \(fragment: knownAddress) as known on true
          where letter.address is null and known.address is null
        ))
        and due.state = 'pending' and due.next_attempt_at <= \(now)
      for update skip locked
    )
    """
  }

  /// The address of whom `letter` is for, looked up by its key for each letter, whatever the planner believes of the tables.
  private static let knownAddress: Statement = """
    (
      select addresses.address from notifications.addresses
      where addresses.audience = letter.audience and addresses.recipient_id = letter.recipient_id
      limit 1
    )
    """

  /// Takes letters that are due, the longest due first, for a number of seconds; what another replica has is passed over.
  ///
  /// Each is counted as tried: who dies with it in hand may have sent it.
  static func take(limit: Int, for lease: Double, at now: Timestamp) -> Statement {
    """
    with due as (
      select letter.notification_id, coalesce(letter.address, known.address) as address
      from notifications.letters as letter
      left join lateral \(fragment: knownAddress) as known on true
      where letter.state = 'pending' and letter.next_attempt_at <= \(now)
        and coalesce(letter.address, known.address) is not null
      order by letter.next_attempt_at
      limit \(limit)
      for update of letter skip locked
    )
    update notifications.letters as letter
    set attempts = letter.attempts + 1, last_attempt_at = \(now), next_attempt_at = \(now.adding(seconds: lease))
    from due
    where letter.notification_id = due.notification_id
    returning letter.notification_id, letter.audience, letter.name, letter.recipient_id::text, due.address, letter.locale,
      letter.subject, letter.body, letter.attempts, letter.last_attempt_at
    """
  }

  /// Which of some letters that were taken are so indeed: their transaction has been committed, and nobody else has them.
  static func held(_ letters: [TakenLetter]) -> Statement {
    """
    select letter.notification_id
    from notifications.letters as letter
    join unnest(
      \(letters.map(\.letter.id)), \(letters.map(\.number)), \(letters.map(\.takenAt))
    ) as taken (notification_id, number, taken_at)
      on letter.notification_id = taken.notification_id
      and letter.attempts = taken.number
      and letter.last_attempt_at = taken.taken_at
    where letter.state = 'pending'
    """
  }

  /// Keeps letters that are under way for a number of seconds more.
  static func keep(_ letters: [TakenLetter], for lease: Double, at now: Timestamp) -> Statement {
    """
    update notifications.letters as letter
    set next_attempt_at = \(now.adding(seconds: lease))
    from unnest(
      \(letters.map(\.letter.id)), \(letters.map(\.number)), \(letters.map(\.takenAt))
    ) as taken (notification_id, number, taken_at)
    where letter.notification_id = taken.notification_id
      and letter.attempts = taken.number
      and letter.last_attempt_at = taken.taken_at
      and letter.state = 'pending'
    """
  }

  /// Notes what became of letters that were taken; says which were changed by this.
  ///
  /// A letter that somebody else has taken since is left to them, and one that is noted already as it is.
  static func record(_ results: [LetterResult]) -> Statement {
    """
    update notifications.letters as letter
    set state = result.state,
      attempts = letter.attempts - case when result.counts then 0 else 1 end,
      next_attempt_at = result.next_attempt_at,
      reply_code = coalesce(result.reply_code, letter.reply_code),
      address = case when result.state = 'pending' then letter.address end,
      subject = case when result.state = 'pending' then letter.subject end,
      body = case when result.state = 'pending' then letter.body end
    from unnest(
      \(results.map(\.taken.letter.id)), \(results.map(\.taken.number)), \(results.map(\.taken.takenAt)),
      \(results.map(\.stateName)), \(results.map(\.nextAttempt)), \(results.map(\.counts)),
      \(results.map(\.outcome.replyCode))
    ) as result (notification_id, number, taken_at, state, next_attempt_at, counts, reply_code)
    where letter.notification_id = result.notification_id
      and letter.state = 'pending'
      and letter.attempts = result.number
      and letter.last_attempt_at = result.taken_at
      and (not result.counts or letter.next_attempt_at is distinct from result.next_attempt_at)
    returning letter.notification_id
    """
  }

  /// Gives back letters that were taken and not sent, to be sent at once by whoever comes; says which were changed by this.
  static func giveBack(_ letters: [TakenLetter], at now: Timestamp) -> Statement {
    """
    update notifications.letters as letter
    set attempts = letter.attempts - 1, next_attempt_at = \(now)
    from unnest(
      \(letters.map(\.letter.id)), \(letters.map(\.number)), \(letters.map(\.takenAt))
    ) as taken (notification_id, number, taken_at)
    where letter.notification_id = taken.notification_id
      and letter.attempts = taken.number
      and letter.last_attempt_at = taken.taken_at
      and letter.state = 'pending'
    returning letter.notification_id
    """
  }

  /// When the next letter is due; null where none is.
  static let nextDue: Statement =
    "select min(next_attempt_at) from notifications.letters where state = 'pending'"
}
