import ConsoleDomain
import TestStack
import Testing
import Vocabulary

@Suite("Sponsors as a tree") struct SponsorTreeTests {
  /// A community in which everybody was sponsored by somebody earlier, or by nobody.
  private struct Community {
    let people: [SponsorTree.Person]

    init(seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      var people: [SponsorTree.Person] = []
      for number in 0..<Int.random(in: 1...40, using: &generator) {
        let isSponsored = !people.isEmpty && Int.random(in: 0..<6, using: &generator) > 0
        people.append(
          SponsorTree.Person(
            id: .make(), name: "Member \(number)", state: .active,
            sponsorID: isSponsored ? people.randomElement(using: &generator)?.id : nil))
      }
      self.people = people
    }

    func above(_ person: SponsorTree.Person) -> [SponsorTree.Person] {
      guard let sponsor = people.first(where: { $0.id == person.sponsorID }) else { return [] }
      return [sponsor] + above(sponsor)
    }

    func below(_ person: SponsorTree.Person) -> [SponsorTree.Person] { people.filter { $0.sponsorID == person.id } }
  }

  private func all(_ node: SponsorTree.Node) -> [SponsorTree.Node] { [node] + node.children.flatMap { all($0) } }

  @Test(
    "M2: every edge is a sponsorship, nobody stands twice, what is open is whole",
    arguments: 1...60 as ClosedRange<UInt64>)
  func tree(seed: UInt64) throws {
    let community = Community(seed: seed)
    var generator = SeededGenerator(seed: seed &+ 1000)
    let centre = try #require(community.people.randomElement(using: &generator))
    let opened = community.people.filter { $0.id == centre.id || Bool.random(using: &generator) }
    let branches = Dictionary(
      uniqueKeysWithValues: opened.map { ($0.id, SponsorTree.Branch(community.below($0), hasMore: false)) })
    let above = Array(community.above(centre).prefix(Int.random(in: 0...5, using: &generator)))
    let tree = SponsorTree(of: centre, above: above, open: branches)

    let nodes = all(tree.root)
    #expect(Set(nodes.map(\.person.id)).count == nodes.count)
    #expect(nodes.filter(\.isCentre).map(\.person) == [centre])
    for node in nodes { for child in node.children { #expect(child.person.sponsorID == node.person.id) } }
    // From the root to the centre stand those above, each with nobody else below.
    var chain: [SponsorTree.Person] = []
    var node = tree.root
    while !node.isCentre {
      chain.insert(node.person, at: 0)
      #expect(node.children.count == 1)
      node = try #require(node.children.first)
    }
    #expect(chain == above)
    #expect(tree.goesFurtherUp == ((above.last ?? centre).sponsorID != nil))
    for node in all(node) {
      #expect(node.isOpen == (branches[node.person.id] != nil))
      #expect(node.children.map(\.person) == (node.isOpen ? community.below(node.person) : []))
    }
  }

  @Test("What is answered meanwhile may contradict itself: a circle ends")
  func circle() {
    let (one, other) = (MemberID.make(), MemberID.make())
    let first = SponsorTree.Person(id: one, name: "One", state: .active, sponsorID: other)
    let second = SponsorTree.Person(id: other, name: "Other", state: .left, sponsorID: one)
    let tree = SponsorTree(
      of: first, above: [second, first],
      open: [one: .init([second], hasMore: true), other: .init([first], hasMore: false)])
    #expect(all(tree.root).map(\.person.id) == [other, one])
  }
}
