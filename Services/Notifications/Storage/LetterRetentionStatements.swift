import MessageHandling
import PostgreSQLClient
import Vocabulary

/// Forgets letters that were sent or given up long ago.
enum LetterRetentionStatements {
  static let forgetting = Forgetting { limit, count in
    """
    with gone as (
      delete from notifications.letters
      where ctid = any(array(
        select ctid
        from notifications.letters
        where state <> 'pending' and written_at < \(limit)
        order by written_at
        limit \(count)
        for update skip locked
      ))
      returning notification_id
    )
    select count(*) from gone
    """
  }
}
