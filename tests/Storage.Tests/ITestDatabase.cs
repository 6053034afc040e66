namespace Acp.Storage.Tests;

/// <summary>A database that several stores can open, and that can be locked from outside so that units wait together.</summary>
internal interface ITestDatabase : IAsyncDisposable
{
    ManualClock Clock { get; }

    IOpenStore OpenStore();

    /// <summary>Holds up every writer until it is disposed of.</summary>
    IDisposable Lock();
}
