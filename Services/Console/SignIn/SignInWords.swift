import ConsoleDomain

/// What is said at the door: to those who are not signed in, or not any more.
enum SignInWords {
  static let all: [String: Said] = [
    "in": Said("S’identifier", "Sign in"),
    "again": Said("Essayer de nouveau", "Try again"),
    "out-title": Said("Vous êtes déconnecté", "You are signed out"),
    "out": Said(
      "La session est terminée, dans ce navigateur et partout où une copie en serait restée.",
      "The session has ended, in this browser and wherever a copy of it may have gone."),
    "out-there": Said("Terminer aussi chez le fournisseur d’identité", "Sign out at the identity provider, too"),
    "failed-title": Said("L’identification n’a pas abouti", "Signing in did not work"),
    "failed": Said(
      "La réponse du fournisseur d’identité ne correspond à aucune demande en cours : elle a déjà servi, ou elle est arrivée trop tard.",
      "The identity provider’s answer belongs to no request that is under way: it was used before, or came too late."),
    "no-cookie": Said(
      "Ce navigateur n’a pas gardé le cookie de la console. Autorisez les cookies de ce site, et ouvrez la console à l’adresse ci-dessous.",
      "This browser did not keep the console’s cookie. Permit cookies of this site, and open the console at the address below."
    ),
    "denied": Said(
      "Le fournisseur d’identité ne vous a pas laissé entrer, ou vous y avez renoncé.",
      "The identity provider did not let you in, or you gave it up there."),
    "not-believed": Said(
      "La console n’a pas pu vérifier ce que le fournisseur d’identité dit de vous. Rien n’a été fait.",
      "The console could not verify what the identity provider says of you. Nothing was done."),
    "misconfigured": Said(
      "La console et le fournisseur d’identité ne s’entendent pas. Prévenez la personne qui exploite la console.",
      "The console and the identity provider do not fit together. Tell whoever operates the console."),
    "away-title": Said("Le fournisseur d’identité ne répond pas", "The identity provider does not answer"),
    "away": Said(
      "Cette page essaie de nouveau d’elle-même.", "This page tries again by itself."),
    "ended-title": Said("Votre session a pris fin", "Your session has ended"),
    "ended": Said(
      "Rien n’a été fait. Ce que vous avez saisi est encore dans cette page : identifiez-vous dans un autre onglet, puis revenez ici et renvoyez.",
      "Nothing was done. What you typed is still in this page: sign in in another tab, then come back here and send it again."
    ),
    "in-other-tab": Said("S’identifier dans un autre onglet", "Sign in in another tab"),
    "send-again": Said("Renvoyer", "Send again"),
    "outdated-title": Said("Ce formulaire ne vaut plus", "This form has run out"),
    "outdated": Said(
      "La page est restée ouverte trop longtemps. Rien n’a été fait : relisez, puis renvoyez.",
      "The page was open for too long. Nothing was done: read it over, then send it again."),
  ]
}
