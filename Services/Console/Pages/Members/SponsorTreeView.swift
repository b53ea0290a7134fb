import ConsoleDomain
import Vocabulary

/// Who brought whom, as nested lists.
struct SponsorTreeView: Sendable {
  struct Node: Sendable {
    let name: String
    let address: String
    let isCentre: Bool
    let isGone: Bool
    /// Where this page is with the branch opened, or closed again; nil for those above, which are always open.
    let toggle: String?
    let isOpen: Bool
    /// Whether it was looked, and nobody is below.
    let isLeaf: Bool
    let hasChildren: Bool
    let children: [Node]
    /// Whether more are below than are shown.
    let hasMore: Bool
    /// The whole list of who is below.
    let more: String
  }

  let root: Node
  /// The topmost one's own page, where others are above.
  let further: String?

  init(_ tree: SponsorTree, page: String, open: [MemberID]) {
    further = tree.goesFurtherUp ? "/members/\(tree.root.person.id)" : nil
    root = Self.node(tree.root, page: page, open: open, isBelow: false)
  }

  private static func node(_ node: SponsorTree.Node, page: String, open: [MemberID], isBelow: Bool) -> Node {
    let person = node.person
    let others = open.filter { $0 != person.id }
    let next = node.isOpen ? others : others + [person.id]
    let query = next.isEmpty ? "" : "?open=" + next.map(\.description).joined(separator: ",")
    return Node(
      name: person.name, address: "/members/\(person.id)", isCentre: node.isCentre, isGone: person.state != .active,
      toggle: isBelow ? page + query + "#sponsors" : nil, isOpen: node.isOpen,
      isLeaf: node.isOpen && node.children.isEmpty, hasChildren: !node.children.isEmpty,
      children: node.children.map { Self.node($0, page: page, open: open, isBelow: isBelow || node.isCentre) },
      hasMore: node.hasMore, more: "/members?sponsor=\(person.id)")
  }
}
