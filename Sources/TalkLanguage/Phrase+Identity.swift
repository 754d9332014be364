/// What the daemon says of whose it is to be.
extension Phrase {
    package static func noServiceAccount(_ login: String) -> Phrase {
        Phrase(
            english: "does not serve as root, and there is no account \(login) to become: make it "
                + "with useradd --system \(login), name another with -o user=LOGIN, or start "
                + "talkroomd as an ordinary account",
            portuguese: "não serve como root, e não há uma conta \(login) a assumir: crie-a com "
                + "useradd --system \(login), indique outra com -o user=LOGIN ou inicie "
                + "talkroomd com uma conta comum")
    }

    package static func serviceAccountIsRoot(_ login: String) -> Phrase {
        Phrase(
            english: "does not serve as root, which the account \(login) is: name another with "
                + "-o user=LOGIN",
            portuguese: "não serve como root, e a conta \(login) é root: indique outra com "
                + "-o user=LOGIN")
    }

    package static func cannotLookUpAccount(_ login: String, _ reason: Phrase) -> Phrase {
        Phrase(
            english: "the account \(login) cannot be looked up: \(reason.english); try again when "
                + "getent passwd \(login) answers",
            portuguese: "a conta \(login) não pode ser consultada: \(reason.portuguese); tente de "
                + "novo quando getent passwd \(login) responder")
    }

    package static func cannotBecome(_ login: String, _ reason: Phrase) -> Phrase {
        Phrase(
            english: "cannot become the account \(login): \(reason.english); start talkroomd as "
                + "that account instead, as with setpriv(1) or User= of systemd",
            portuguese: "não foi possível assumir a conta \(login): \(reason.portuguese); inicie "
                + "talkroomd já com essa conta, como com setpriv(1) ou User= do systemd")
    }

    /// - Parameter what: What it still has, as credentials(7) calls it.
    package static func stillPrivileged(_ what: String) -> Phrase {
        Phrase(
            english: "does not serve with root's privileges, which it could not give up "
                + "(\(what)); start talkroomd as an ordinary account, without capabilities",
            portuguese: "não serve com privilégios de root, que não pôde abandonar (\(what)); "
                + "inicie talkroomd com uma conta comum, sem capabilities")
    }
}
