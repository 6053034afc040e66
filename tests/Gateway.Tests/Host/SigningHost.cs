using Acp.Storage.Memory;
using Acp.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Host;

/// <summary>A gateway at which platform «one» has registered both of its keys, and time stands still.</summary>
internal static class SigningHost
{
    /// <param name="required">Whether platform «one» must sign.</param>
    public static Task<AcpHost> Start(ManualClock? clock = null, IStore? store = null, bool required = false, params (string Key, string? Value)[] more)
    {
        var time = clock ?? new ManualClock();
        return AcpHost.Start(configure: builder =>
        {
            builder.Configuration.AddInMemoryCollection(Settings(required));
            builder.Configuration.AddInMemoryCollection(more.Select(one => KeyValuePair.Create(one.Key, one.Value)));
            builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(store ?? new MemoryStore(time));
            builder.Services.AddSingleton<IIds, ChanceIds>();
        });
    }

    public static Dictionary<string, string?> Settings(bool required = false) => new()
    {
        ["Platforms:0:SigningKeys:0:Algorithm"] = Signer.Ed25519.Algorithm,
        ["Platforms:0:SigningKeys:0:PublicKey"] = Signer.Ed25519.PublicKey,
        ["Platforms:0:SigningKeys:1:Algorithm"] = Signer.Es256.Algorithm,
        ["Platforms:0:SigningKeys:1:PublicKey"] = Signer.Es256.PublicKey,
        ["Platforms:0:RequireSignature"] = required ? "true" : "false",
    };

    // Two processes draw from one space and never the same.
    private sealed class ChanceIds : IIds
    {
        public string New(string prefix) => $"{prefix}{Guid.NewGuid():N}";

        public Guid NewCommitId() => Guid.NewGuid();
    }
}
