namespace Acp.Gateway.Tests.Host;

/// <summary>Of the gateway's own composition root, while somebody develops, on the fake Stripe and a store in memory.</summary>
internal static class Arguments
{
    /// <summary>Only what is said here counts: no settings file of the folder that the tests happen to run in.</summary>
    public static string[] With(params (string Key, string Value)[] settings)
    {
        var all = AcpHost.Settings();
        all["environment"] = "Development";
        all["contentRoot"] = Path.Combine(Repository.Root, "tests");
        all["urls"] = "http://127.0.0.1:0";
        all["Store"] = "memory:";
        all["FakeStripe:JournalPath"] = "";
        all["Catalog:Path"] = Path.Combine(Repository.Root, "src", "Gateway", "catalog.demo.json");
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return [.. all.Select(setting => $"--{setting.Key}={setting.Value}")];
    }
}
