namespace Acp.Gateway.MerchantSystems;

/// <summary>Which of the merchant's own systems answer instead of the catalog file. Configuration section <c>MerchantSystems</c>.</summary>
public sealed class MerchantSystemsOptions
{
    public const string Section = "MerchantSystems";

    public RemoteCatalogOptions Catalog { get; set; } = new();

    public MerchantSystemOptions Shipping { get; set; } = new();

    public MerchantSystemOptions Tax { get; set; } = new();

    public MerchantSystemOptions Stock { get; set; } = new();

    /// <summary>What questions are signed with: one signature for each, so that they can rotate.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>For one question, from the name of the host to the last byte of the answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>For all questions of one pricing; a request has three at most, and must end before its caller gives up.</summary>
    public TimeSpan Budget { get; set; } = TimeSpan.FromSeconds(4);

    public bool Any => All.Any(system => system.System.IsConfigured);

    internal IEnumerable<(string Key, MerchantSystemOptions System)> All =>
        [(nameof(Catalog), Catalog), (nameof(Shipping), Shipping), (nameof(Tax), Tax), (nameof(Stock), Stock)];
}

public class MerchantSystemOptions
{
    /// <summary>Where questions are posted to; empty: the catalog file answers.</summary>
    public string Url { get; set; } = string.Empty;

    public bool IsConfigured => Url.Length > 0;
}

public sealed class RemoteCatalogOptions : MerchantSystemOptions
{
    /// <summary>ISO 4217, lower case: what anything is sold in. Told to platforms before any product is asked for.</summary>
    public IList<string> Currencies { get; } = [];
}
