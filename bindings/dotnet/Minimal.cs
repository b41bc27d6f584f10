using Amazon.CDK;
using CdkS3Mrap;

/// <summary>The example "minimal".</summary>
public static class Minimal
{
    public static void Run()
    {
        App app = new App();
        Stack stack = new Stack(app, "Minimal", new StackProps
        {
            Env = new Amazon.CDK.Environment { Region = "eu-west-1" },
        });
        new ReplicatedMultiRegionAccessPoint(stack, "Media", new ReplicatedMultiRegionAccessPointProps
        {
            MultiRegionAccessPointName = "media-minimal",
            Regions = new[] { "eu-west-1", "us-east-1" },
        });
        app.Synth();
    }
}
