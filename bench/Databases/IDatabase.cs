using Acp.Bench.Os;

namespace Acp.Bench.Databases;

/// <summary>Where one contender keeps its sessions, made for it and gone with it.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>As the configuration key <c>Store</c> has it.</summary>
    string Connection { get; }

    /// <summary>Of its processes, where it has some of its own.</summary>
    Use Use();
}
