global using Acp.Tests;

// Each test owns a process or two; on a small machine they would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
