import MembersDomain
import TestStack
import Testing
import Vocabulary

@Suite("M5 One human is one person")
struct PeopleTests {
  private static let keys = (0..<12).map { IdentityKey(kind: .email, hash: [UInt8](repeating: $0, count: 32)) }

  private func person(_ number: Int64) -> People.Person {
    People.Person(id: .make(), since: Timestamp(microseconds: number))
  }

  @Test(
    "M5: whoever is linked by keys, directly or by others, is one person, the eldest; whatever comes after what",
    arguments: 0..<64 as Range<UInt64>)
  func linked(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let persons = (0..<10).map { person($0) }
    let given = persons.map { _ in
      (0..<Int.random(in: 1...3, using: &generator)).map { _ in Self.keys.randomElement(using: &generator)! }
    }
    var people = People(persons)
    var ids: [PersonID] = persons.map(\.id)
    for index in persons.indices.shuffled(using: &generator) {
      ids[index] = people.recognise(by: given[index], besides: persons[index].id)
    }
    let final = ids.map { people.merged[$0] ?? $0 }
    // The same by another way: what shares a key, until nothing changes.
    var group = Array(persons.indices)
    for _ in persons {
      for left in persons.indices {
        for right in persons.indices where !Set(given[left]).isDisjoint(with: given[right]) {
          group[left] = min(group[left], group[right])
          group[right] = group[left]
        }
      }
    }
    #expect(final == group.map { persons[$0].id })
  }

  @Test("M5: who joins is whom a key leads to, whatever the clocks say, and somebody new where none does")
  func joining() {
    let (old, new) = (person(100), person(1))
    var people = People([old], owners: [Self.keys[0]: old.id])
    let back = people.recognise(by: [Self.keys[1], Self.keys[0]], orElse: new)
    #expect(back == old && people.merged.isEmpty)
    let again = people.recognise(by: [Self.keys[1]], orElse: person(2))
    #expect(again == old)
    let stranger = person(3)
    #expect(people.recognise(by: [Self.keys[2]], orElse: stranger) == stranger)
    #expect(people.recognise(by: [], orElse: new) == new)
  }

  @Test("R5: what led to a person before and is not given now is former, the latest first, also what came with another")
  func former() {
    let (old, other) = (person(1), person(2))
    var people = People(
      [old, other], owners: [Self.keys[0]: old.id, Self.keys[1]: other.id],
      former: [old.id: [Self.keys[2]], other.id: [Self.keys[3], Self.keys[4]]])
    let one = people.recognise(by: [Self.keys[0], Self.keys[1]], besides: other.id)
    #expect(one == old.id)
    people.giveUp([Self.keys[0]], of: other.id)
    #expect(people.formerKeys(of: one, except: [Self.keys[1]]) == [0, 2, 3, 4].map { Self.keys[$0] })
    #expect(people.formerKeys(of: other.id, except: [Self.keys[2]]) == [0, 3, 4].map { Self.keys[$0] })
    people.forget([Self.keys[3]])
    _ = people.recognise(by: [Self.keys[4]], besides: one)
    #expect(people.formerKeys(of: one, except: []) == [0, 2].map { Self.keys[$0] })
  }

  @Test("M10: who turns out to be somebody who was expelled is expelled, by every key")
  func expelled() {
    let old = person(1)
    let other = People.Person(id: .make(), since: Timestamp(microseconds: 2), isExpelled: true)
    var people = People([old, other], owners: [Self.keys[0]: old.id, Self.keys[1]: other.id])
    #expect(!people.isExpelled(anyOf: [Self.keys[0], Self.keys[2]]))
    #expect(people.isExpelled(anyOf: [Self.keys[0], Self.keys[1]]))
    _ = people.recognise(by: [Self.keys[1], Self.keys[2]], besides: old.id)
    #expect([0, 1, 2].allSatisfy { people.isExpelled(anyOf: [Self.keys[$0]]) })
  }
}
