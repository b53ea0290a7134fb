import ConsoleDomain

/// Texts that stand on every page.
enum CommonWords {
  static let all: [String: Said] = [
    "skip": Said("Aller au contenu", "Skip to the content"),
    "menu": Said("Menu", "Menu"),
    "close-menu": Said("Fermer le menu", "Close the menu"),
    "close": Said("Fermer", "Close"),
    "keys": Said("Raccourcis clavier", "Keyboard shortcuts"),
    "keys-go": Said("puis une lettre : aller à une page", "then a letter: go to a page"),
    "keys-on": Said("Raccourcis actifs", "Shortcuts are on"),
    "keys-search": Said("Chercher, là où une page le permet", "Search, where a page has a search field"),
    "menu-people": Said("Personnes", "People"),
    "menu-money": Said("Argent", "Money"),
    "menu-rules": Said("Contrôle", "Oversight"),
    "menu-machine": Said("Mécanique", "Machinery"),
    "role-reader": Said("lecture", "reader"),
    "role-recruiter": Said("recrutement", "recruiter"),
    "role-finance": Said("finances", "finance"),
    "role-operator": Said("exploitation", "operator"),
    "role-administrator": Said("administration", "administrator"),
    "to-today": Said("Aller à Aujourd’hui", "Go to Today"),
    "updated": Said("Mis à jour", "Updated"),
    "sign-out": Said("Se déconnecter", "Sign out"),
    "other-language": Said("English", "Français"),
    "next-page": Said("Suite", "Next"),
    "first-page": Said("Début", "First"),
    "pages": Said("Pages", "Pages"),
    "required": Said("obligatoire", "required"),
    "cancel": Said("Revenir sans rien faire", "Back without doing anything"),
    "meanwhile": Said("Ce qui s’est passé entre-temps", "What happened meanwhile"),
    "refused": Said("Ce n’est pas possible", "This is not possible"),
    "by-id": Said("Par identifiant", "By id"),
    "nothing": Said("Rien ici.", "Nothing here."),
    "choose": Said("Choisir", "Choose"),
    "broken-title": Said("Quelque chose manque", "Something is missing"),
    "unreachable": Said(
      "La messagerie ne répond pas. Cette page revient d’elle-même dès qu’elle répond de nouveau ; rien n’est perdu.",
      "The broker does not answer. This page comes back by itself as soon as it does; nothing is lost."),
    "unanswered": Said(
      "Le service n’a pas répondu à temps. Cette page essaie de nouveau d’elle-même ; rien n’est perdu.",
      "The service did not answer in time. This page tries again by itself; nothing is lost."),
    "unanswered-command": Said(
      "Le service n’a pas répondu à temps. Ce qui était demandé sera peut-être encore fait : renvoyez le formulaire, ce n’est fait qu’une fois.",
      "The service did not answer in time. What was asked may still be done: send the form again, it is done once."),
    "unreadable": Said(
      "La réponse d’un service ne se lit pas. Il est peut-être d’une autre version.",
      "A service’s answer cannot be read. It may be of another version."),
    "not-found": Said("Cela n’existe pas, ou plus.", "There is no such thing, or not any more."),
    "forbidden": Said(
      "Votre rôle ne le permet pas. Un administrateur de votre annuaire peut le changer.",
      "Your role does not permit it. An administrator of your directory can change that."),
    "no-role": Said(
      "Vous êtes identifié, mais aucun rôle de la console ne vous est donné dans votre annuaire.",
      "You are known, but your directory gives you no role here."),
    "outdated-form": Said(
      "Ce formulaire ne vaut plus : la page est restée ouverte trop longtemps. Rien n’a été fait.",
      "This form has run out: the page was open for too long. Nothing was done."),
    "signed-out": Said("Vous êtes déconnecté.", "You are signed out."),
    "sign-in": Said("S’identifier", "Sign in"),
    "sign-in-failed": Said("L’identification n’a pas abouti.", "Signing in did not work."),
    "provider-away": Said(
      "Le fournisseur d’identité ne répond pas. Essayez de nouveau dans un moment.",
      "The identity provider does not answer. Try again in a moment."),
    "retry": Said("Essayer de nouveau", "Try again"),
    "waits-for-second": Said(
      "C’est demandé. Une seconde personne doit le confirmer, dans Règles.",
      "It is asked for. A second person has to confirm it, under Policies."),
    "recommendation": Said("recommandation", "recommendation"),
    "live": Said("En direct", "Live"),
    "live-paused": Said("Direct interrompu", "Live is away"),
    "offline": Said("Connexion perdue", "Connection lost"),
  ]
}
