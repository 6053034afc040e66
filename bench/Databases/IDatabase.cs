using Acp.Bench.Os;

namespace Acp.Bench.Databases;

/// <summary>Where one contender keeps its sessions, made for it and gone with it.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>As the configuration key <c>Store</c> has it.</summary>
    string Connection { get; }

    /// <summary>Once it is filled: does what its own housekeeping would have done in the time that filling stands for.</summary>
    Task Settle();

    /// <summary>Of its processes, where it has some of its own.</summary>
    Use Use();
}
