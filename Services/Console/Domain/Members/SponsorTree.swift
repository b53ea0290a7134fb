public import Vocabulary

/// Who sponsored somebody, up to the root, and whom they sponsored, as far as it is opened (M2).
public struct SponsorTree: Sendable {
  /// A member in it.
  public struct Person: Hashable, Sendable {
    /// Who.
    public let id: MemberID
    /// What they are called.
    public let name: String
    /// Whether still a member.
    public let state: MemberState
    /// Who sponsored them.
    public let sponsorID: MemberID?

    /// A member as lists tell them.
    public init(id: MemberID, name: String, state: MemberState, sponsorID: MemberID?) {
      self.id = id
      self.name = name
      self.state = state
      self.sponsorID = sponsorID
    }
  }

  /// Whom somebody sponsored, as far as it was asked.
  public struct Branch: Sendable {
    /// The members, who joined last first.
    public let members: [Person]
    /// Whether there are more.
    public let hasMore: Bool

    /// A page of members.
    public init(_ members: [Person], hasMore: Bool) {
      self.members = members
      self.hasMore = hasMore
    }
  }

  /// A member, with who is below.
  public struct Node: Sendable {
    /// Who.
    public let person: Person
    /// Whether the tree is about this member.
    public let isCentre: Bool
    /// Whether who is below is shown, or that nobody is.
    public let isOpen: Bool
    /// Who is below.
    public let children: [Node]
    /// Whether more are below than are shown.
    public let hasMore: Bool
  }

  /// The topmost member that is shown, above whom there may be others.
  public let root: Node
  /// Whether somebody sponsored the topmost one that is shown.
  public let goesFurtherUp: Bool

  /// A tree of those above (the nearest first), somebody, and the branches that are open.
  public init(of centre: Person, above: [Person], open branches: [MemberID: Branch]) {
    // Nobody stands twice in it, whatever is answered meanwhile.
    var seen: Set<MemberID> = [centre.id]
    let chain = above.prefix { seen.insert($0.id).inserted }
    var node = Self.node(of: centre, isCentre: true, branches, &seen)
    for person in chain {
      node = Node(person: person, isCentre: false, isOpen: true, children: [node], hasMore: false)
    }
    root = node
    goesFurtherUp = node.person.sponsorID != nil
  }

  private static func node(
    of person: Person, isCentre: Bool = false, _ branches: [MemberID: Branch], _ seen: inout Set<MemberID>
  ) -> Node {
    guard let branch = branches[person.id] else {
      return Node(person: person, isCentre: isCentre, isOpen: false, children: [], hasMore: false)
    }
    let below = branch.members.filter { seen.insert($0.id).inserted }
    var children: [Node] = []
    for member in below { children.append(node(of: member, branches, &seen)) }
    return Node(person: person, isCentre: isCentre, isOpen: true, children: children, hasMore: branch.hasMore)
  }
}
