/// How the plain dialect and `talkroom` show somebody of the account that runs the tests.
package func person(_ name: String, of account: Account = .own) -> String {
    name == account.login ? name : "\(name) (\(account.login))"
}

/// How the plain dialect and `talkroom` show what somebody of the account that runs the tests said.
package func shown(_ name: String, _ text: String, of account: Account = .own) -> String {
    "\(person(name, of: account)): \(text)"
}
