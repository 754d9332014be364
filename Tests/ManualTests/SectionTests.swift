import Testing

/// Every page has what a reader looks for, where a reader looks for it.
@Suite struct SectionTests {
    /// The sections that mdoc(7) knows, in its order; a page may have more of its own.
    private static let usual = [
        "NAME", "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES",
        "SEE ALSO", "CAVEATS", "SECURITY CONSIDERATIONS",
    ]
    /// What has no place in some kinds of pages: a file and a protocol are not run.
    private static let unfit = [
        "1": [], "5": ["SYNOPSIS", "ENVIRONMENT", "EXIT STATUS"], "7": ["SYNOPSIS", "EXIT STATUS"],
        "8": [],
    ]

    @Test(arguments: try ManualPage.files().filter { !$0.contains("/") })
    func `a page has every section that fits it, in the usual order`(file: String) throws {
        let headings = try ManualPage(file).headings
        let unfit = try #require(Self.unfit[String(file.suffix(1))])
        let wanted = Self.usual.filter { !unfit.contains($0) }
        #expect(headings.filter(Self.usual.contains) == wanted)
    }

    @Test(arguments: try ManualPage.files())
    func `no section is empty`(file: String) throws {
        let page = try ManualPage(file)
        for heading in page.headings {
            #expect(page.part(heading).lines.contains { !$0.isEmpty }, "\(heading)")
        }
    }
}
