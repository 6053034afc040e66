using Xunit.Sdk;
using Xunit.v3;

// Each test owns a process or two; on a small machine they would only wait for each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
