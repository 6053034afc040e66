using Xunit.Sdk;
using Xunit.v3;

// Each test owns a cluster or two; on a small machine they would only wait for each other, and take each other for dead.
[assembly: Parallelization(Mode = ParallelMode.None)]
