import PostgreSQLClient
import MessageHandling
import Vocabulary

/// The newest points, or level with points, of each member that a batch tells of.
package struct NewestScores: Sendable {
  private var scores: [MemberID: MemberStatements.ScoreRow] = [:]

  /// Keeps points and, where it is told, a level, unless newer ones are kept already.
  mutating func keep(_ points: Points, level: Level? = nil, of member: MemberID, revision: Int?) {
    let revision = revision ?? 0
    if let known = scores[member], revision != 0, known.revision > revision { return }
    scores[member] = MemberStatements.ScoreRow(memberID: member, revision: revision, points: points, level: level)
  }

  /// The statements that take them over.
  ///
  /// Neither points nor a level make anybody eligible (O2, O4): they say whose turn comes first. An offer whose waves rest has
  /// told all whom it may, of whatever level, so nobody who rises has to be looked for.
  func save() -> [Statement] {
    let rows = scores.values.sorted { $0.memberID < $1.memberID }
    let levels = rows.filter { $0.level != nil }
    var statements: [Statement] = rows.isEmpty ? [] : [MemberStatements.upsert(points: rows)]
    if !levels.isEmpty { statements.append(MemberStatements.upsert(levels: levels)) }
    return statements
  }
}
