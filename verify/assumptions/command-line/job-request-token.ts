import { type Assumption } from '../../model/assumption';

export const jobRequestToken: Assumption = {
  id: 'O6',
  statement:
    'S3 answers a repeated `CreateJob` with the same request token with the id of the first job, also after '
    + 'that job has ended.',
  evidence: 'The API reference calls the token an idempotency token.',
  consequence: 'A second `backfill` starts its jobs again, and S3 charges for them, or it fails with an error of S3.',
  manualCheck:
    'Call `create-job` twice with the same `--client-request-token`, and again after the job has ended.',
  verification: { notAutomatable: 'because a job of S3 Batch Operations is billed' },
};
