namespace Acp.Pricing;

/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
/// <param name="Path">An RFC 9535 JSONPath to the member.</param>
/// <param name="Message">What is wrong, and what is allowed.</param>
public sealed record CatalogProblem(int Line, int Column, string Path, string Message);

/// <summary>The catalog file cannot be used. The message has one line a problem: file, line, column, path, what is allowed.</summary>
public sealed class CatalogInvalidException : Exception
{
    public CatalogInvalidException()
    {
    }

    public CatalogInvalidException(string message)
        : base(message)
    {
    }

    public CatalogInvalidException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public CatalogInvalidException(string file, IReadOnlyList<CatalogProblem> problems)
        : base(string.Join('\n', problems.Select(one => $"{file}:{one.Line}:{one.Column}: {one.Path}: {one.Message}"))) =>
        Problems = problems;

    public IReadOnlyList<CatalogProblem> Problems { get; } = [];
}
