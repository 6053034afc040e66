namespace Acp.Pricing;

/// <summary>Collects what is wrong with a catalog, so that the merchant mends it in one go.</summary>
internal sealed class Problems
{
    /// <summary>More than these are one mistake repeated.</summary>
    private const int Most = 20;

    private readonly List<CatalogProblem> found = [];

    public bool Any => found.Count > 0;

    public void Add(JsonSpot spot, string message) => Add(spot.Line, spot.Column, spot.Path, message);

    public void Add(int line, int column, string path, string message) => found.Add(new CatalogProblem(line, column, path, message));

    public void ThrowIfAny(string file)
    {
        if (Any)
        {
            throw new CatalogInvalidException(file, [.. found.OrderBy(one => (one.Line, one.Column)).Take(Most)]);
        }
    }
}
